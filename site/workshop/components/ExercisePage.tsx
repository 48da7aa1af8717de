import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Announcement } from '../../playground/components/Announcement.tsx';
import { ConnectionNotice } from '../../playground/components/ConnectionNotice.tsx';
import { LanguageNotice } from '../../playground/components/LanguageSwitch.tsx';
import { Result } from '../../playground/components/Result.tsx';
import { RunBar } from '../../playground/components/RunBar.tsx';
import { Editor } from '../../playground/editor/Editor.tsx';
import { Exercise } from '../exercise.ts';
import type { ExerciseData } from '../exercise-data.ts';
import { Checks } from './Checks.tsx';
import { ExerciseBar } from './ExerciseBar.tsx';
import { SolutionDiff } from './SolutionDiff.tsx';
import { StuckLadder } from './StuckLadder.tsx';
import { Task } from './Task.tsx';
import { WhoDials } from './WhoDials.tsx';

type View = 'task' | 'code' | 'result';
const VIEWS: readonly { view: View; label: string }[] = [
  { view: 'task', label: 'Task' },
  { view: 'code', label: 'Code' },
  { view: 'result', label: 'Result' },
];

/** One exercise. Rendered once at build time, then taken over in the browser. */
export function ExercisePage(data: ExerciseData): JSX.Element {
  const exercise = useMemo(() => new Exercise(data.lesson), [data.lesson]);
  const { playground } = exercise;
  const view = useSignal<View>('task');
  const comparing = useSignal(false);

  const run = (): void => {
    view.value = 'result';
    comparing.value = false;
    exercise.run();
  };

  useEffect(() => exercise.start(), [exercise]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    // Before Monaco, which has a binding of its own for Ctrl+Enter.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  });

  return (
    <div class="studio exercise" data-view={view.value} data-comparing={comparing.value}>
      <ExerciseBar exercise={exercise} data={data} />
      <div class="notices">
        <ConnectionNotice playground={playground} />
        <LanguageNotice playground={playground} />
      </div>
      <div class="view-toggle" role="group" aria-label="View">
        {VIEWS.map(({ view: name, label }) => (
          <button key={name} type="button" aria-pressed={view.value === name} onClick={() => (view.value = name)}>
            {label}
          </button>
        ))}
      </div>
      <section class="task" aria-label="Task">
        <Task data={data} />
        <StuckLadder
          exercise={exercise}
          onCompare={() => {
            comparing.value = true;
            view.value = 'code';
          }}
        />
      </section>
      <section class="left" aria-label="Handler">
        {comparing.value && <SolutionDiff exercise={exercise} onBack={() => (comparing.value = false)} />}
        <div class="own-code" hidden={comparing.value}>
          <Editor playground={playground} firstHtml={data.firstHtml} />
        </div>
      </section>
      <section class="right" aria-label="Result">
        <Checks exercise={exercise} next={data.next} onStuck={() => (view.value = 'task')} />
        {playground.runs.latest.value === undefined ? (
          <div class="not-run">
            <p>Not run yet. Your browser will dial as these clients, and what happens appears here.</p>
            <WhoDials clients={data.lesson.clients} />
          </div>
        ) : (
          <Result
            playground={playground}
            onLine={() => {
              comparing.value = false;
              view.value = 'code';
            }}
          />
        )}
      </section>
      <RunBar playground={playground} onRun={run} />
      <Announcement playground={playground} />
    </div>
  );
}

import { useSignal, useSignalEffect } from '@preact/signals';
import { diffLines } from 'diff';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useNarrow } from '../../playground/components/use-narrow.ts';
import type { SolutionEditor } from '../solution-editor.ts';
import type { Exercise } from '../exercise.ts';

interface Props {
  exercise: Exercise;
  onBack: () => void;
}

/** The learner's code beside the solution: Monaco's view of the difference, and a text on a phone. */
export function SolutionDiff({ exercise, onBack }: Props): JSX.Element {
  const narrow = useNarrow();
  const isMissed = useSignal(false);
  return (
    <div class="solution-diff">
      <p class="diff-head">
        <span>Your code, and what the solution changes in it</span>
        <button type="button" onClick={onBack}>
          Back to your code
        </button>
      </p>
      {narrow.value || isMissed.value ? (
        <TextDiff exercise={exercise} />
      ) : (
        <EditorDiff exercise={exercise} onMissed={() => (isMissed.value = true)} />
      )}
    </div>
  );
}

/** `onMissed`: when the editor cannot be had from the server. */
function EditorDiff({ exercise, onMissed }: { exercise: Exercise; onMissed: () => void }): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<SolutionEditor | undefined>(undefined);
  const { playground, lesson } = exercise;
  const show = (): void => {
    const language = playground.handler.language.value;
    editor.current?.show(language, playground.handler.code.value, lesson.solution[language]);
  };
  useEffect(() => {
    let left = false;
    import('../solution-editor.ts').then(({ createSolutionEditor }) => {
      if (left || host.current === null) return;
      editor.current = createSolutionEditor(host.current);
      show();
    }, onMissed);
    return () => {
      left = true;
      editor.current?.dispose();
      editor.current = undefined;
    };
  }, []);
  useSignalEffect(show);
  return <div ref={host} class="diff-host" />;
}

function TextDiff({ exercise }: { exercise: Exercise }): JSX.Element {
  const { playground, lesson } = exercise;
  const parts = diffLines(playground.handler.code.value, lesson.solution[playground.handler.language.value]);
  return (
    <pre class="text-diff">
      {parts.map(({ value, added, removed }, index) => {
        if (added) return <ins key={index}>{marked(value, '+ ')}</ins>;
        if (removed) return <del key={index}>{marked(value, '- ')}</del>;
        return <span key={index}>{marked(value, '  ')}</span>;
      })}
    </pre>
  );
}

function marked(text: string, sign: string): string {
  return text.replaceAll(/^(?=.)|^(?=\n)/gm, sign);
}

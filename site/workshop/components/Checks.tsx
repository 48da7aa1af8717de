import type { JSX } from 'preact';
import { Icon } from '../../playground/components/icons.tsx';
import type { Exercise } from '../exercise.ts';
import type { CheckResult } from '../grading/grade.ts';
import type { Neighbour } from '../exercise-data.ts';
import { InlineCode } from './InlineCode.tsx';

interface Props {
  exercise: Exercise;
  next: Neighbour | undefined;
  onStuck: () => void;
}

/** The checks of an exercise. They try themselves after each run; only the first that fails is open. */
export function Checks({ exercise, next, onStuck }: Props): JSX.Element {
  const { lesson } = exercise;
  const grade = exercise.grade.value;
  const firstFailed = grade?.checks.findIndex(({ met }) => !met);
  return (
    <div class="checks" aria-busy={exercise.grading.value}>
      <h2>{heading(exercise)}</h2>
      <ol>
        {lesson.checks.map(({ title }, index) => (
          <CheckItem key={title} title={title} result={grade?.checks[index]} open={index === firstFailed} />
        ))}
      </ol>
      <div aria-live="polite">
        {grade?.passed === true && <Passed exercise={exercise} next={next} />}
        {grade?.passed === false && (
          <p class="sr-only">
            Not yet: {grade.checks[firstFailed ?? 0]?.title}. {grade.checks[firstFailed ?? 0]?.says}
          </p>
        )}
      </div>
      {grade?.passed === false && (
        <button type="button" class="to-ladder" onClick={onStuck}>
          Stuck?
        </button>
      )}
    </div>
  );
}

function heading(exercise: Exercise): string {
  const { checks } = exercise.lesson;
  const grade = exercise.grade.value;
  if (exercise.grading.value) return 'Watching the clients…';
  if (grade === undefined) return `${checks.length} checks. Press Run: they try themselves.`;
  if (grade.passed) return 'Every check is met.';
  return `${grade.checks.filter(({ met }) => met).length} of ${checks.length} checks are met.`;
}

function CheckItem({ title, result, open }: { title: string; result: CheckResult | undefined; open: boolean }) {
  const state = result === undefined ? 'waiting' : result.met ? 'met' : 'failed';
  return (
    <li data-state={state}>
      <p class="check-title">
        <Mark state={state} /> <InlineCode text={title} />
      </p>
      {open && result !== undefined && (
        <div class="says" data-mistake={result.mistake}>
          <p>
            <InlineCode text={result.says} />
          </p>
          {result.mistake !== undefined && result.saw !== undefined && (
            <p class="saw">
              It saw: <code>{result.saw}</code>
            </p>
          )}
        </div>
      )}
    </li>
  );
}

const MARK_WORDS = { waiting: 'Not tried', met: 'Met', failed: 'Not met' } as const;

function Mark({ state }: { state: 'waiting' | 'met' | 'failed' }): JSX.Element {
  return (
    <span class="check-mark">
      {state === 'waiting' ? <span class="dot" /> : <Icon name={state === 'met' ? 'delivered' : 'lost'} />}
      <span class="sr-only">{MARK_WORDS[state]}:</span>
    </span>
  );
}

function Passed({ exercise, next }: { exercise: Exercise; next: Neighbour | undefined }): JSX.Element {
  if (!exercise.counts.value)
    return <p class="learned">It holds on this server too. The exercise counts on {exercise.lesson.profiles[0]}.</p>;
  return (
    <div class="learned">
      <p>
        <InlineCode text={exercise.lesson.learned} />
      </p>
      <p>
        {next === undefined ? (
          <a href="/workshop/">That was the last one: back to the workshop</a>
        ) : (
          <a href={`/workshop/${next.slug}/`}>Next: {next.title}</a>
        )}{' '}
        <a class="further" href={exercise.lesson.guide}>
          Read on in the guide
        </a>
      </p>
    </div>
  );
}

import type { JSX } from 'preact';
import type { Exercise } from '../exercise.ts';
import { RUNGS } from '../progress.ts';
import { InlineCode } from './InlineCode.tsx';

interface Props {
  exercise: Exercise;
  onCompare: () => void;
}

const NAMES = ['A nudge', 'A pointed hint', 'Part of the code', 'The solution'] as const;

/** Help in four rungs, opened one after the other. What was opened stays open. */
export function StuckLadder({ exercise, onCompare }: Props): JSX.Element {
  const { rung, passed } = exercise.mine.value;
  const next = Math.min(rung + 1, RUNGS);
  const held = exercise.solutionsHeld.value && rung < RUNGS && !passed;
  return (
    <div class="ladder">
      <h2>Stuck?</h2>
      <ol>
        {NAMES.map((name, index) => {
          const number = index + 1;
          if (number <= rung)
            return (
              <li key={name}>
                <h3>{name}</h3>
                <Rung exercise={exercise} number={number} onCompare={onCompare} />
              </li>
            );
          const locked = number > next || (number === RUNGS && held);
          return (
            <li key={name}>
              <button type="button" disabled={locked} onClick={() => exercise.openRung(number)}>
                {name}
              </button>
            </li>
          );
        })}
      </ol>
      {held && next === RUNGS && <p class="ladder-note">The facilitator will release the solution.</p>}
    </div>
  );
}

function Rung({ exercise, number, onCompare }: Props & { number: number }): JSX.Element {
  const { lesson, playground } = exercise;
  if (number === 1 || number === 2)
    return (
      <p>
        <InlineCode text={number === 1 ? lesson.nudge : lesson.hint} />
      </p>
    );
  if (number === 3) return <pre>{lesson.partial[playground.handler.language.value]}</pre>;
  return (
    <p>
      <button type="button" onClick={onCompare}>
        Compare it with your code
      </button>
    </p>
  );
}

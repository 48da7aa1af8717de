import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { differenceOf } from '../compare/difference.ts';
import type { Playground } from '../playground.ts';

/** Events of one ending arrive within a few milliseconds; a reader hears the sentence once. */
const SETTLED_MS = 250;

/** Speaks the verdict, or the difference of two, and nothing else, to who does not see it. It stays in the page, or it would not be heard. */
export function Announcement({ playground }: { playground: Playground }): JSX.Element {
  const other = playground.other.value;
  const text = other === undefined ? saidOf(playground) : saidOfBoth(playground, other);
  const [spoken, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => say(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="sr-only" id="verdict-said" aria-live="polite">
      {spoken}
    </p>
  );
}

function saidOf({ runs }: Playground): string {
  const run = runs.latest.value;
  const verdict = runs.verdict.value;
  // A run from another day is there to be read, and has not just happened.
  if (run === undefined || run.recordedOn !== undefined) return '';
  if (verdict !== undefined) return `${verdict.effect} ${verdict.because}`;
  return run.at.phase === 'refused' ? `${run.at.fault.title}. ${run.at.fault.message}` : '';
}

/** Once both have something to say, and once only: a sentence for each side would be spoken over the other. */
function saidOfBoth(left: Playground, right: Playground): string {
  const [leftRun, rightRun] = [left.runs.latest.value, right.runs.latest.value];
  if (leftRun === undefined || rightRun === undefined || !hasSettled(left) || !hasSettled(right)) return '';
  return differenceOf(
    { run: leftRun, client: left.runs.client.value },
    { run: rightRun, client: right.runs.client.value },
  );
}

function hasSettled({ runs }: Playground): boolean {
  const run = runs.latest.value;
  if (run === undefined || run.recordedOn !== undefined) return false;
  const verdict = runs.verdict.value;
  return run.at.phase === 'refused' || (verdict !== undefined && verdict.effect !== 'Connecting.');
}

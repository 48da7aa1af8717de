import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Playground } from '../playground.ts';

/** Events of one ending arrive within a few milliseconds; a reader hears the sentence once. */
const SETTLED_MS = 250;

/** Speaks the verdict, and nothing else, to who does not see it. It stays in the page, or it would not be heard. */
export function Announcement({ playground }: { playground: Playground }): JSX.Element {
  const run = playground.runs.latest.value;
  const at = run?.at;
  const verdict = playground.runs.verdict.value;
  const refusal = at?.phase === 'refused' ? `${at.fault.title}. ${at.fault.message}` : '';
  const said = verdict === undefined ? refusal : `${verdict.effect} ${verdict.because}`;
  // A run from another day is there to be read, and has not just happened.
  const text = run?.recordedOn === undefined ? said : '';
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

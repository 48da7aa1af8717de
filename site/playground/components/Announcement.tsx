import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Playground } from '../playground.ts';

/** Events of one ending arrive within a few milliseconds; a reader hears the sentence once. */
const SETTLED_MS = 250;

/** Speaks the verdict, and nothing else, to who does not see it. It stays in the page, or it would not be heard. */
export function Announcement({ playground }: { playground: Playground }): JSX.Element {
  const at = playground.run.value?.at;
  const verdict = playground.verdict.value;
  const refusal = at?.phase === 'refused' ? `${at.fault.title}. ${at.fault.message}` : '';
  const text = verdict === undefined ? refusal : `${verdict.effect} ${verdict.because}`;
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => say(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="sr-only" id="verdict-said" aria-live="polite">
      {said}
    </p>
  );
}

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Outcome, Verdict } from '../verdict/verdict.ts';
import { Icon } from './icons.tsx';

const WORDS: Readonly<Record<Outcome, string>> = {
  delivered: 'delivered',
  lost: 'lost',
  forbidden: 'forbidden',
  neutral: 'ended',
  open: 'open',
};

/** Events of one ending arrive within a few milliseconds; a reader hears the sentence once. */
const SETTLED_MS = 250;

interface Props {
  verdict: Verdict;
  onLine: (line: number) => void;
}

export function VerdictView({ verdict, onLine }: Props): JSX.Element {
  const { outcome, effect, because, advice, line, cause } = verdict;
  return (
    <div class="verdict" data-outcome={outcome} data-cause={cause}>
      <p class="outcome">
        <Icon name={outcome} /> {WORDS[outcome]}
      </p>
      <p class="effect">{effect}</p>
      <p class="because">
        {because}{' '}
        {line !== undefined && (
          <button type="button" class="line-link" onClick={() => onLine(line)}>
            Show line {line}
          </button>
        )}
      </p>
      {advice !== undefined && <p class="advice">{advice}</p>}
      <Announcement text={`${effect} ${because}`} />
    </div>
  );
}

function Announcement({ text }: { text: string }): JSX.Element {
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => say(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="sr-only" aria-live="polite">
      {said}
    </p>
  );
}

import type { JSX } from 'preact';
import type { Outcome } from '../verdict/cause.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { Icon } from './icons.tsx';

const WORDS: Readonly<Record<Outcome, string>> = {
  delivered: 'delivered',
  lost: 'lost',
  forbidden: 'forbidden',
  neutral: 'ended',
  open: 'open',
};

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
    </div>
  );
}

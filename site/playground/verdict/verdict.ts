import { visibleText } from '../visible-text.ts';
import type { Outcome, Says } from './cause.ts';
import { CAUSES } from './causes.ts';
import { connectionFacts, type RecordedConnection } from './connection-facts.ts';
import { whatTheClientSaw } from './phrases.ts';

export interface Verdict {
  /** Permanent name of the cause, for tests and links. */
  cause: string;
  outcome: Outcome;
  /** What the client was told. */
  effect: string;
  /** Why. */
  because: string;
  /** What to do, where there is something to do. */
  advice: string | undefined;
  line: number | undefined;
}

/** The first cause in the table that holds. The last one always does. */
export function verdictOf(connection: RecordedConnection): Verdict {
  const facts = connectionFacts(connection);
  const cause = CAUSES.find(({ when }) => when(facts, connection));
  if (cause === undefined) throw new Error('The table of causes has no last row that always holds.');
  const says = (text: Says | undefined): string | undefined =>
    typeof text === 'function' ? text(facts, connection) : text;
  return {
    cause: cause.name,
    outcome: typeof cause.outcome === 'function' ? cause.outcome(facts) : cause.outcome,
    effect: visibleText(says(cause.effect) ?? whatTheClientSaw(facts)),
    because: visibleText(says(cause.because) ?? ''),
    advice: typeof cause.advice === 'function' ? cause.advice(facts) : cause.advice,
    line: cause.line === undefined ? (facts.exception?.line ?? facts.asked?.line) : cause.line(facts),
  };
}

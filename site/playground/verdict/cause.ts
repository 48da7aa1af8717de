import type { ConnectionFacts, RecordedConnection } from './connection-facts.ts';
import { atLine, exceptionPhrase } from './phrases.ts';

/** What became of the answer that the handler meant for the client. */
export type Outcome = 'delivered' | 'lost' | 'forbidden' | 'neutral' | 'open';

export type Says = string | ((facts: ConnectionFacts, connection: RecordedConnection) => string);

/** One reason why a connection stands or ended as it did, with what is said of it. */
export interface Cause {
  name: string;
  when: (facts: ConnectionFacts, connection: RecordedConnection) => boolean;
  outcome: Outcome | ((facts: ConnectionFacts) => Outcome);
  /** What the client was told; `phrases.ts` words it from the facts when it is left out. */
  effect?: Says;
  because: Says;
  advice?: string | ((facts: ConnectionFacts) => string | undefined);
  /** The line to show, where it is not that of the exception or of the close. */
  line?: (facts: ConnectionFacts) => number | undefined;
}

/** RFC 6455 section 5.5.1: a control frame holds 125 bytes and the code takes two. */
export const MAX_REASON_BYTES = 123;
export const ORDINARY_CODES: ReadonlySet<number> = new Set([1000, 1001, 1005]);

/** No Close frame has told the client anything. */
export const isLost = (f: ConnectionFacts): boolean => f.told?.code === 1006;

/** What came of the handler after the client had its answer: only the server's log knows. */
export const afterwards = (f: ConnectionFacts): string =>
  f.exception === undefined
    ? ''
    : ` Your handler then raised ${exceptionPhrase(f.exception)}${atLine(f.exception.line)}; ${f.who} is not told.`;

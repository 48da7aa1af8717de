import type { Lesson } from '#content/lesson-schema.ts';
import { codeOutcome } from '#server/rooms/state/distribution.ts';
import type { RunFacts } from './grading/run-facts.ts';

export interface ToldClose {
  client: string;
  code: number;
  reason: string;
}

/**
 * The close that says most of a run: of the client of the check that failed,
 * or, when all are met, of the first client that was told why. `undefined`
 * while that client is still connected.
 */
export function closeToTell(
  { checks, clients }: Pick<Lesson, 'checks' | 'clients'>,
  facts: RunFacts,
  failed: number,
): ToldClose | undefined {
  const closeOf = (client: string): ToldClose[] => {
    const close = facts.clients.get(client)?.events.findLast((event) => event.type === 'close');
    return close === undefined ? [] : [{ client, code: close.code, reason: close.reason }];
  };
  const failing = checks[failed];
  if (failing !== undefined && 'client' in failing) return closeOf(failing.client)[0];
  const named = checks.flatMap((check) => ('client' in check ? [check.client] : []));
  const closes = [...named, ...clients.map(({ name }) => name)].flatMap(closeOf);
  return closes.find(({ code }) => codeOutcome(code) === 'told') ?? closes[0];
}

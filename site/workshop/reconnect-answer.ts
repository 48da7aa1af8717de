import { z } from 'zod';
import type { SeenEntry } from './watched-client.ts';

/** What a learner's reconnect policy is asked after each close, as JSON; `undefined` while nothing has closed. */
export function describeForPolicy(attempt: number, seen: readonly SeenEntry[]): string | undefined {
  const close = seen.findLast((event) => event.type === 'close');
  if (close === undefined) return undefined;
  return JSON.stringify({
    attempt,
    opened: seen.some(({ type }) => type === 'open'),
    messages: seen.filter(({ type }) => type === 'message').length,
    code: close.code,
    reason: close.reason,
  });
}

const PolicyAnswer = z.union([z.object({ stop: z.literal(true) }), z.object({ wait_ms: z.number().nonnegative() })]);

/** What it answered. Anything that is no answer ends the attempts, like a client that has crashed. */
export function readPolicy(text: unknown): { kind: 'stop' } | { kind: 'wait'; ms: number } | { kind: 'unreadable' } {
  if (typeof text !== 'string') return { kind: 'unreadable' };
  try {
    const answer = PolicyAnswer.safeParse(JSON.parse(text)).data;
    if (answer === undefined) return { kind: 'unreadable' };
    return 'stop' in answer ? { kind: 'stop' } : { kind: 'wait', ms: answer.wait_ms };
  } catch {
    return { kind: 'unreadable' };
  }
}

// Runs inside the sandbox. No DOM, no node: imports.
import { reportUncaught } from './console.ts';
import { connectionOfThisTurn, enterConnection } from './messages.ts';

/** A forgotten `await` in a loop is told often enough; the rest of a turn is not kept. */
const MAX_REPORTED = 8;

interface Rejection {
  reason: unknown;
  connection: number | undefined;
}

const pending = new Map<Promise<unknown>, Rejection>();
// Bound before a handler runs, which may replace the methods of the prototype.
const remember = Map.prototype.set.bind(pending);
const forget = Map.prototype.delete.bind(pending);
const clear = Map.prototype.clear.bind(pending);
const forEachPending = Map.prototype.forEach.bind(pending);
const countPending = Object.getOwnPropertyDescriptor(Map.prototype, 'size')?.get?.bind(pending) as () => number;

/** The engine says that a promise was rejected while nobody waited for it, or that somebody does now. */
export function noteRejection(promise: Promise<unknown>, reason: unknown, isHandled: boolean): void {
  if (isHandled) forget(promise);
  else if (countPending() < MAX_REPORTED) remember(promise, { reason, connection: connectionOfThisTurn() });
}

/** At the end of a turn: what is still unhandled then goes to the console of the connection that caused it. */
export function reportRejections(): void {
  const rejections: Rejection[] = [];
  forEachPending((rejection: Rejection) => {
    rejections[rejections.length] = rejection;
  });
  clear();
  for (let index = 0; index < rejections.length; index += 1) {
    const rejection = rejections[index];
    if (rejection === undefined) continue;
    enterConnection(rejection.connection);
    reportUncaught(rejection.reason, 'Unhandled rejection:');
  }
}

import type { ClientAction, OrderingClient } from '#tests/helpers/ordering-client.ts';
import type { HandlerStep } from './language/ordering.ts';

/**
 * How long the pauses of a generated ordering are, so that chance has no part
 * in it. A handler does whatever it does without a pause before its client's
 * next deed arrives; the rest are sums. A client acts so many of its pauses
 * after the dial or the accept, and a handler so many of its own after those,
 * or after the deed that it has waited for.
 *
 * So a client pauses for whole rounds, and a handler for rounds and one tick; a
 * round is longer than the ticks of all the handler's pauses together. Whichever
 * of them add up, a handler acts within a round, and its client at the end of one.
 */
export const TICK_MS = 80;

/** How long a client waits for the end at least. */
const MIN_WAIT_MS = 1_200;

export interface Script {
  handler: readonly HandlerStep[];
  client: OrderingClient;
}

/** Takes pauses that count rounds, and gives them in milliseconds. The client then waits for all that may come. */
export function paced({ handler, client }: Script): {
  handler: HandlerStep[];
  client: OrderingClient;
} {
  const pauses = handlerPausesMs(handler).length;
  const roundMs = (Math.max(1, pauses) + 1) * TICK_MS;
  const steps = withPauses(handler, (rounds) => rounds * roundMs + TICK_MS);
  const deeds = (actions: readonly ClientAction[]): ClientAction[] =>
    actions.map((action) => (action[0] === 'sleep' ? ['sleep', action[1] * roundMs] : action));
  const paused = {
    ...client,
    ...(client.connecting && { connecting: deeds(client.connecting) }),
    ...(client.steps && { steps: deeds(client.steps) }),
  };
  const longestMs = total(handlerPausesMs(steps)) + total(clientPausesMs(paused));
  return {
    handler: steps,
    client: { ...paused, wait: Math.max(MIN_WAIT_MS, longestMs + roundMs) },
  };
}

/** Of all its steps, whether or not they are reached. */
export function handlerPausesMs(steps: readonly HandlerStep[]): number[] {
  const found: number[] = [];
  withPauses(steps, (ms) => {
    found.push(ms);
    return ms;
  });
  return found;
}

/** While it connects, and then. */
export function clientPausesMs({ connecting = [], steps = [] }: OrderingClient): number[] {
  return [...connecting, ...steps].flatMap((action) => (action[0] === 'sleep' ? [action[1]] : []));
}

function withPauses(steps: readonly HandlerStep[], lengthOf: (ms: number) => number): HandlerStep[] {
  const inner = (nested: readonly HandlerStep[]): HandlerStep[] => withPauses(nested, lengthOf);
  return steps.map((step) => {
    switch (step.do) {
      case 'sleep':
        return { ...step, ms: lengthOf(step.ms) };
      case 'for-ever':
        return { ...step, steps: inner(step.steps) };
      case 'try':
        return {
          ...step,
          steps: inner(step.steps),
          ...(step.except && {
            except: { ...step.except, steps: inner(step.except.steps) },
          }),
          ...(step.finally && { finally: inner(step.finally) }),
        };
      default:
        return step;
    }
  });
}

export function total(all: readonly number[]): number {
  return all.reduce((sum, one) => sum + one, 0);
}

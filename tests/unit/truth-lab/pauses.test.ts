import { expect, test } from 'vitest';
import { generateOrderings } from '#tests/truth-lab/generate.ts';
import type { HandlerStep } from '#tests/truth-lab/language/ordering.ts';
import { clientPausesMs, handlerPausesMs, paced, TICK_MS, total } from '#tests/truth-lab/pauses.ts';

const sleeps = (...rounds: number[]): HandlerStep[] => rounds.map((ms) => ({ do: 'sleep', ms }));

test('a handler pauses for a tick, or for a round and a tick, and its client for rounds', () => {
  const { handler, client } = paced({
    handler: sleeps(0, 1),
    client: {
      wait: 0,
      steps: [['sleep', 1], ['close'], ['sleep', 2], ['send', '']],
    },
  });
  expect(handlerPausesMs(handler)).toEqual([80, 320]);
  expect(clientPausesMs(client)).toEqual([240, 480]);
});

test('pauses inside of a try count, wherever they stand', () => {
  const { handler } = paced({
    handler: [
      {
        do: 'try',
        steps: sleeps(0),
        except: { catches: 'OSError', steps: sleeps(1) },
        finally: sleeps(0),
      },
      { do: 'for-ever', steps: [{ do: 'receive' }] },
    ],
    client: { wait: 0 },
  });
  expect(handlerPausesMs(handler)).toEqual([80, 400, 80]);
});

test('a client waits longer than both sides can pause', () => {
  const { client } = paced({
    handler: sleeps(1, 1, 1),
    client: {
      wait: 0,
      steps: [
        ['sleep', 2],
        ['sleep', 2],
      ],
    },
  });
  expect(client.wait).toBe(3 * 400 + 4 * 320 + 320);
});

test('no pauses of a generated handler add up to what pauses of its client add up to, or nearly', () => {
  const orderings = generateOrderings(2_000, 20_261_129);
  const withPauses = orderings.filter(({ handler }) => handlerPausesMs(handler).length > 1);
  expect(withPauses.length).toBeGreaterThan(50);
  for (const { id, handler, client } of orderings) {
    // What one side has done since the last moment at which it waited for the other.
    const handlerSums = subsetSums(handlerPausesMs(handler)).filter((ms) => ms > 0);
    const clientSums = [...runSums(clientPausesMs(client)), client.wait];
    const nearestMs = Math.min(...handlerSums.flatMap((one) => clientSums.map((other) => Math.abs(one - other))));
    expect(nearestMs, id).toBeGreaterThanOrEqual(TICK_MS);
  }
});

/** Which steps are reached depends on what raises, so any pauses may follow one another. */
function subsetSums(all: readonly number[]): number[] {
  return all.reduce((sums, one) => [...sums, ...sums.map((sum) => sum + one)], [0]);
}

/** From any deed to any later one. */
function runSums(all: readonly number[]): number[] {
  return all.flatMap((_, from) => all.slice(from).map((one, length) => total(all.slice(from, from + length)) + one));
}

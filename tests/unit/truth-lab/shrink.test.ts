import * as fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { shrink } from '#tests/truth-lab/shrink.ts';

const SEED = 7;
const arbitrary = fc.nat({ max: 1_000_000 });
const values = fc.sample(arbitrary, { numRuns: 5, seed: SEED });
const index = values.findIndex((value) => value > 1_000);

test('finds the smallest value that fails', async () => {
  const look = async (value: number) => (value >= 1_000 ? value : undefined);
  expect(
    await shrink(values[index], {
      arbitrary,
      seed: SEED,
      index,
      limitMs: 60_000,
      look,
    }),
  ).toBe(1_000);
});

test('is over only when its last look is, also when its time is up', async () => {
  let looks = 0;
  const look = async (value: number) => {
    looks += 1;
    // Longer than the time that there is.
    await sleep(20);
    looks -= 1;
    return value;
  };
  await shrink(values[index], {
    arbitrary,
    seed: SEED,
    index,
    limitMs: 1,
    look,
  });
  expect(looks).toBe(0);
});

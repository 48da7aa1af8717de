import { expect, test } from 'vitest';
import type { Applicant, Permit } from '#server/session/admission.ts';
import { Admission } from '#server/session/admission.ts';

/** Keeps what it was told. */
function applicant(): Applicant & { permit: Permit | undefined; positions: number[] } {
  const self = {
    permit: undefined as Permit | undefined,
    positions: [] as number[],
    granted: (permit: Permit) => void (self.permit = permit),
    moved: (position: number) => void self.positions.push(position),
  };
  return self;
}

test('grants a free place at once', () => {
  const admission = new Admission(1, 1);
  const first = applicant();
  admission.apply(first);
  expect(first.permit).toBeDefined();
});

test('grants places in order of arrival and tells everybody their new place', () => {
  const admission = new Admission(1, 2);
  const [holder, second, third] = [applicant(), applicant(), applicant()];
  for (const one of [holder, second, third]) admission.apply(one);
  expect([second.positions, third.positions]).toEqual([[1], [2]]);

  holder.permit?.release();
  expect(second.permit).toBeDefined();
  expect(third.permit).toBeUndefined();
  expect(third.positions).toEqual([2, 1]);
});

test('a refused applicant takes no place', () => {
  const admission = new Admission(2, 0);
  const holders = [applicant(), applicant()];
  for (const holder of holders) admission.apply(holder);
  for (let refused = 0; refused < 20; refused += 1) expect(admission.apply(applicant())).toBeUndefined();

  for (const holder of holders) holder.permit?.release();
  const admitted = Array.from({ length: 3 }, applicant).filter((one) => admission.apply(one) !== undefined);
  expect(admitted).toHaveLength(2);
});

test('releasing a permit twice frees one place', () => {
  const admission = new Admission(1, 0);
  const holder = applicant();
  admission.apply(holder);
  holder.permit?.release();
  holder.permit?.release();
  expect(admission.apply(applicant())).toBeDefined();
  expect(admission.apply(applicant())).toBeUndefined();
});

test('an applicant that withdraws gives its place in the queue to the next', () => {
  const admission = new Admission(1, 2);
  const [holder, second, third] = [applicant(), applicant(), applicant()];
  admission.apply(holder);
  const application = admission.apply(second);
  admission.apply(third);
  application?.withdraw();
  holder.permit?.release();
  expect(second.permit).toBeUndefined();
  expect(third.permit).toBeDefined();
});

test('the time to wait is guessed from how long the latest runs held their places', () => {
  let nowMs = 0;
  const admission = new Admission(2, 3, () => nowMs);
  const waits: (number | undefined)[] = [];
  const waiter = (): Applicant => ({ granted: () => {}, moved: (_, waitMs) => void waits.push(waitMs) });
  const [first, second] = [applicant(), applicant()];
  for (const holder of [first, second]) admission.apply(holder);
  admission.apply(waiter());
  expect(waits).toEqual([undefined]);
  nowMs = 6_000;
  first.permit?.release();
  admission.apply(waiter());
  admission.apply(waiter());
  expect(waits.slice(1)).toEqual([3_000, 6_000]);
  expect(admission.waitMs(1)).toBe(3_000);
});

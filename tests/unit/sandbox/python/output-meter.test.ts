import { expect, test } from 'vitest';
import { OutputMeter } from '#server/sandbox/python/output-meter.ts';

test('takes its capacity at once and not a byte more', () => {
  const meter = new OutputMeter(10, 1);
  expect(meter.add(10, 0)).toBe(true);
  expect(meter.add(1, 0)).toBe(false);
});

test('takes for ever what leaks out again', () => {
  const meter = new OutputMeter(10, 5);
  for (let second = 0; second < 100; second += 1) expect(meter.add(5, second * 1_000)).toBe(true);
});

test('a long rest gives no more than the capacity', () => {
  const meter = new OutputMeter(10, 5);
  meter.add(10, 0);
  expect(meter.add(10, 60_000)).toBe(true);
  expect(meter.add(1, 60_000)).toBe(false);
});

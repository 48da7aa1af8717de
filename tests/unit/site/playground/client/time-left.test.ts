import { expect, test } from 'vitest';
import { timeLeftText } from '#site/playground/client/time-left.ts';

test.each([
  ['keptOpenMs', 598_200, 'ends in 9:59 unless somebody connects'],
  ['idleMs', 60_000, 'ends in 1:00 unless somebody connects'],
  ['runMs', 2_640_000, 'ends in 44:00 at the latest'],
  ['runMs', -5, 'ends in 0:00 at the latest'],
])('%s with %d ms left: %s', (limit, leftMs, text) => {
  expect(timeLeftText(limit, leftMs)).toBe(text);
});

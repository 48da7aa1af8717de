import { expect, test } from 'vitest';
import { reconnectDelayMs } from '#site/connection/reconnect-policy.ts';

test('waits twice as long after each attempt, and never longer than 18 s', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => reconnectDelayMs(attempt, 0.5))).toEqual([
    500, 1000, 2000, 4000, 8000, 15_000, 15_000,
  ]);
  expect(reconnectDelayMs(20, 1)).toBe(18_000);
});

test('spreads the pages of a room by a fifth either way', () => {
  expect(reconnectDelayMs(3, 0)).toBe(1600);
  expect(reconnectDelayMs(3, 1)).toBe(2400);
});

import { expect, test } from 'vitest';
import { RateLimit, addressKey } from '#server/rate-limit.ts';

function limited(rate: Partial<ConstructorParameters<typeof RateLimit>[0]> = {}) {
  const clock = { ms: 0 };
  const limit = new RateLimit({ burst: 3, perMinute: 6, maxKeys: 100, ...rate }, () => clock.ms);
  return { limit, clock };
}

const taken = (limit: RateLimit, key: string, times: number): boolean[] =>
  Array.from({ length: times }, () => limit.take(key).ok);

test('a key takes its burst and no more', () => {
  const { limit } = limited();
  expect(taken(limit, 'a', 4)).toEqual([true, true, true, false]);
});

test('a refusal says when a token will be there, and it is', () => {
  const { limit, clock } = limited();
  taken(limit, 'a', 3);
  expect(limit.take('a')).toEqual({ ok: false, retryAfterMs: 10_000 });
  clock.ms = 10_000;
  expect(taken(limit, 'a', 2)).toEqual([true, false]);
});

test('one key takes nothing from another', () => {
  const { limit } = limited();
  taken(limit, 'a', 4);
  expect(limit.take('b').ok).toBe(true);
});

test('looking takes nothing', () => {
  const { limit } = limited({ burst: 1 });
  expect(limit.has('a').ok).toBe(true);
  expect(taken(limit, 'a', 2)).toEqual([true, false]);
  expect(limit.has('a').ok).toBe(false);
});

test('a clock that steps back neither gives nor takes', () => {
  const { limit, clock } = limited();
  clock.ms = 60_000;
  taken(limit, 'a', 2);
  clock.ms = 0;
  expect(taken(limit, 'a', 2)).toEqual([true, false]);
});

test('many keys keep the bound, and the one used longest ago starts anew', () => {
  const { limit } = limited({ maxKeys: 2, burst: 1 });
  expect([...'abca'].map((key) => limit.take(key).ok)).toEqual([true, true, true, true]);
  expect(limit.take('c').ok).toBe(false);
});

test.each([
  ['192.168.1.20', '192.168.1.20'],
  ['::ffff:192.168.1.20', '192.168.1.20'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:0db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  [undefined, ''],
])('%s is counted as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

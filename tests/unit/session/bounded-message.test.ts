import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedMessage } from '#server/session/bounded-message.ts';

test('keeps a small message as it is', () => {
  const message = { type: 'websocket.close', code: 4000, reason: 'why', headers: [['a', 'b']], more: null };
  expect(boundedMessage(message, 100)).toEqual(message);
});

test('says how much it has left out', () => {
  expect(boundedMessage({ type: 't', list: Array.from({ length: 70 }, () => 0) }, 100)['list']).toHaveLength(65);
  expect(boundedMessage({ type: 't', text: 'x'.repeat(20) }, 5)['text']).toBe('xxxxx… (20 characters)');
});

test('bounds whatever JSON can say', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 9 })), (fields) => {
      const bounded = boundedMessage({ ...fields, type: 't' }, 10);
      expect(JSON.stringify(bounded).length).toBeLessThan(1_000_000);
      expect(depth(bounded)).toBeLessThanOrEqual(7);
    }),
  );
});

function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}

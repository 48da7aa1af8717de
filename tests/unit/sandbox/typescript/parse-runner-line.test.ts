import { expect, test } from 'vitest';
import { parseGone, parseGuestEnd, parseGuestMessage } from '#server/sandbox/typescript/parse-runner-line.ts';

test('a message of the contract passes as it is', () => {
  const message = {
    type: 'send',
    connection: 1,
    call: 2,
    message: { type: 'websocket.send', text: '\0\ud800' },
    line: 3,
  };
  expect(parseGuestMessage(JSON.stringify(message))).toEqual(message);
});

test.each([
  ['no JSON', '{'],
  ['no object', '"ready"'],
  ['an unknown type', '{"type":"exit"}'],
  ['a key too many', '{"type":"ready","routes":[],"admin":true}'],
  ['a connection of 0', '{"type":"returned","connection":0}'],
  ['a line of 0', '{"type":"receive","connection":1,"call":1,"line":0}'],
  ['a message without a type', '{"type":"send","connection":1,"call":1,"message":{}}'],
  [
    'depth',
    `{"type":"send","connection":1,"call":1,"message":{"type":"x","deep":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`,
  ],
])('%s is refused', (_title, json) => {
  expect(parseGuestMessage(json)).toBeUndefined();
});

test('__proto__ in a message pollutes nothing', () => {
  const parsed = parseGuestMessage(
    '{"type":"send","connection":1,"call":1,"message":{"type":"x","__proto__":{"polluted":true}}}',
  );
  expect(parsed?.type).toBe('send');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('an end of the contract passes, another does not', () => {
  expect(parseGuestEnd('{"kind":"limit","limit":"turnCpuMs"}')).toEqual({ kind: 'limit', limit: 'turnCpuMs' });
  expect(parseGuestEnd('{"kind":"limit"}')).toBeUndefined();
  expect(parseGuestEnd('{"kind":"won"}')).toBeUndefined();
});

test('a worker that is gone is told by its channel, and by nothing else', () => {
  expect(parseGone('{"channel":3,"isOverdue":true}')).toEqual({ channel: 3, isOverdue: true });
  expect(parseGone('{"channel":-1,"isOverdue":true}')).toBeUndefined();
  expect(parseGone('{"channel":3}')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { parseLine, writeLine } from '#server/sandbox/typescript/runner/line.ts';

test('a line is a verb and JSON', () => {
  expect(parseLine('message {"type":"a b"}')).toEqual({ verb: 'message', json: '{"type":"a b"}' });
  expect(writeLine('message', { type: 'a\nb' })).toBe('message {"type":"a\\nb"}\n');
});

test('a verb alone has nothing to say', () => {
  expect(parseLine('idle')).toEqual({ verb: 'idle', json: 'null' });
});

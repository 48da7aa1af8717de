import { expect, test } from 'vitest';
import { parseRunnerLine } from '#server/sandbox/typescript/runner/runner-line.ts';

test('a line is a verb, a guest and JSON', () => {
  expect(parseRunnerLine('message 7 {"type":"a b"}')).toEqual({ verb: 'message', guest: 7, json: '{"type":"a b"}' });
});

test.each(['', 'pong', 'pong 1', ' 1 x', 'message -1 {}', 'message x {}', 'message 1.5 {}', 'message 1e99 {}'])(
  '%j is no line',
  (line) => expect(parseRunnerLine(line)).toBeUndefined(),
);

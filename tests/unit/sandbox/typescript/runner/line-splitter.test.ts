import { expect, test } from 'vitest';
import { LineSplitter } from '#server/sandbox/typescript/runner/line-splitter.ts';

function split(maxLength: number, ...chunks: string[]): { lines: string[]; tooLong: number } {
  const result = { lines: [] as string[], tooLong: 0 };
  const splitter = new LineSplitter(
    maxLength,
    (line) => result.lines.push(line),
    () => (result.tooLong += 1),
  );
  for (const chunk of chunks) splitter.push(chunk);
  return result;
}

test('lines are cut wherever the chunks end', () => {
  expect(split(10, 'a', 'b\nc', '\n\nd', 'e', '\nrest').lines).toEqual(['ab', 'c', '', 'de']);
});

test('a line of the largest length passes, and one more character ends the reading', () => {
  expect(split(3, 'abc\n')).toEqual({ lines: ['abc'], tooLong: 0 });
  expect(split(3, 'ok\nab', 'cd', 'e\nmore\n', 'again\n')).toEqual({ lines: ['ok'], tooLong: 1 });
});

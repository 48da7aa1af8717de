import { expect, test } from 'vitest';
import { lineCount } from '#site/playground/timeline/line-count.ts';

test.for([
  ['open', 1],
  ['send websocket.close', 1],
  ['send websocket.accept', 2],
  ['ten digits ten digits', 2],
  ['GET /live/abc/ws/projects/not%20valid', 3],
  ['GET 0123456789012345678901234567890123456789 end', 4],
  ['', 1],
] as const)('%s takes %i lines of 20', ([text, lines]) => {
  expect(lineCount(text, 20)).toBe(lines);
});

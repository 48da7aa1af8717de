import { expect, test } from 'vitest';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { marksOf } from '#site/playground/editor/marks.ts';
import type { Run } from '#site/playground/run-state.ts';

const RUN: Run = {
  runId: '1',
  number: 1,
  profile: 'uvicorn',
  title: '',
  language: 'typescript',
  code: '',
  sentAtMs: 0,
  at: { phase: 'settled' },
  routes: [],
  browser: [],
  server: [],
};
const sent = (type: string, line: number, more: object = {}, connection = 1): TimelineEvent => {
  const { refused, ...fields } = more as { refused?: { type: string; message: string } };
  return {
    seq: 1,
    atMs: 0,
    connection,
    actor: 'handler',
    kind: 'asgi-send',
    message: { type, ...fields },
    line,
    ...(refused && { refused }),
  };
};
const raised = (line: number, message: string): TimelineEvent => ({
  seq: 1,
  atMs: 0,
  connection: 1,
  actor: 'handler',
  kind: 'exception',
  type: 'RuntimeError',
  message,
  line,
  traceback: '',
});
const marks = (...server: TimelineEvent[]) =>
  marksOf({ ...RUN, server }, 'typescript').lines.map(({ line, outcome }) => [line, outcome]);

test('a close after the accept closes, one before it refuses', () => {
  expect(marks(sent('websocket.accept', 3), sent('websocket.close', 5, { code: 4000 }))).toEqual([
    [3, 'accepted'],
    [5, 'closed'],
  ]);
  expect(marks(sent('websocket.close', 5, { code: 4000 }))).toEqual([[5, 'refused']]);
});

test('the accept of one client opens nothing for another', () => {
  expect(marks(sent('websocket.accept', 3), sent('websocket.close', 5, {}, 2))).toEqual([
    [3, 'accepted'],
    [5, 'refused'],
  ]);
});

test('what the server refused did nothing; the exception says so', () => {
  const refused = { refused: { type: 'RuntimeError', message: 'no' } };
  expect(marks(sent('websocket.accept', 3, refused), raised(3, 'no'))).toEqual([[3, 'raised']]);
});

test('a line that does several things shows the worst and tells each once', () => {
  const events = [sent('websocket.accept', 3), raised(3, 'a'), raised(3, 'a'), sent('websocket.accept', 3, {}, 2)];
  const [mark] = marksOf({ ...RUN, server: events }, 'typescript').lines;
  expect(mark?.outcome).toBe('raised');
  expect(mark?.texts).toEqual(['Accepted: the client’s socket opens here.', 'Raised RuntimeError: a']);
});

test('a line that says something new to each client tells four and no more', () => {
  const events = Array.from({ length: 9 }, (_, index) => raised(3, String(index)));
  expect(marksOf({ ...RUN, server: events }, 'typescript').lines[0]?.texts).toHaveLength(4);
});

test('a denial response says its status', () => {
  const run = { ...RUN, server: [sent('websocket.http.response.start', 4, { status: 401 })] };
  expect(marksOf(run, 'typescript').lines[0]?.texts).toEqual(['Refused with HTTP 401.']);
});

test('a run of the other language marks nothing', () => {
  expect(marksOf({ ...RUN, server: [sent('websocket.accept', 3)] }, 'python').lines).toEqual([]);
});

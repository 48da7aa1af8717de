import { expect, test } from 'vitest';
import { linksOf } from '#site/playground/timeline/links.ts';
import {
  answer,
  closeFrame,
  dial,
  errored,
  frame,
  opened,
  raises,
  receives,
  recorded,
  request,
  sends,
  switching,
  tcpEnd,
  told,
} from '#tests/helpers/recorded-connection.ts';

/** The kinds of the events that belong together with the `nth` event of the server. */
function threadOf(run: ReturnType<typeof recorded>, nth: number): string[] {
  const event = run.server[nth];
  return event === undefined
    ? []
    : linksOf(run)
        .threadOf(event)
        .map(({ kind }) => kind);
}

test('a close before accept belongs together with the 403 and what the page was told', () => {
  const run = recorded([
    dial(),
    request(),
    sends('close', { code: 4000 }, { line: 3 }),
    answer(403, ''),
    errored,
    told(1006),
  ]);
  expect(threadOf(run, 1)).toEqual(['asgi-send', 'http-response', 'error', 'close']);
  expect(linksOf(run).lineOf(run.browser[2]!)).toBe(3);
});

test('each frame belongs to its own message, also when one was dropped', () => {
  const run = recorded([
    dial(),
    request(),
    sends('accept', {}, { line: 1 }),
    switching,
    opened(),
    sends('send', { text: 'dropped' }, { line: 2 }),
    sends('send', { text: 'sent' }, { line: 3 }),
    frame('out', 'sent'),
  ]);
  expect(linksOf(run).lineOf(run.server.at(-1)!)).toBe(3);
});

test('what the handler received belongs to the frame that brought it', () => {
  const run = recorded([
    dial(),
    request(),
    sends('accept'),
    switching,
    opened(),
    frame('in', 'a'),
    receives('receive'),
  ]);
  expect(threadOf(run, 3)).toEqual(['frame', 'asgi-receive']);
});

test('the echo of a Close frame belongs to the Close frame', () => {
  const run = recorded([
    dial(),
    request(),
    sends('accept'),
    switching,
    opened(),
    sends('close', { code: 4000 }),
    closeFrame('out', 4000),
    closeFrame('in', 4000),
    told(4000),
  ]);
  expect(threadOf(run, 4)).toEqual(['asgi-send', 'frame', 'frame', 'close']);
});

test('an exception belongs to the end of TCP that it caused, with its line', () => {
  const run = recorded([
    dial(),
    request(),
    sends('accept'),
    switching,
    opened(),
    raises('Error', 'x', 7),
    tcpEnd,
    told(1006),
  ]);
  expect(threadOf(run, 4)).toEqual(['exception', 'tcp-end', 'close']);
  expect(linksOf(run).lineOf(run.server[4]!)).toBe(7);
});

import { expect, test } from 'vitest';
import { mergeTimeline } from '#site/playground/timeline/timeline-state.ts';
import {
  answer,
  closeFrame,
  dial,
  errored,
  frame,
  heard,
  opened,
  pageSends,
  recorded,
  request,
  sends,
  switching,
  tcpEnd,
  told,
} from '#tests/helpers/recorded-connection.ts';

const rowsOf = (entries: Parameters<typeof recorded>[0], serverAheadMs: number) => {
  const { browser, server } = recorded(entries);
  return mergeTimeline(
    browser,
    server.map((event) => ({ ...event, atMs: event.atMs + serverAheadMs })),
  );
};

const ECHO = [
  dial(),
  request(),
  sends('accept'),
  switching,
  opened(),
  pageSends('hello'),
  frame('in', 'hello'),
  sends('send', { text: 'hello' }),
  frame('out', 'hello'),
  heard('hello'),
  sends('close', { code: 4000 }),
  closeFrame('out', 4000),
  told(4000),
];

const REFUSED = [
  dial(),
  request(),
  sends('close', { code: 4000 }),
  answer(403, 'Forbidden'),
  tcpEnd,
  errored,
  told(1006),
];

const kinds = (rows: ReturnType<typeof mergeTimeline>) => rows.map(({ entry }) => entry.event.kind);

test.each([-1000, -3, 0, 3, 1000])('puts every cause before its effect when the server is %d ms ahead', (aheadMs) => {
  for (const entries of [ECHO, REFUSED]) {
    expect(kinds(rowsOf(entries, aheadMs))).toEqual(entries.map(({ kind }) => kind));
  }
});

test('takes the difference of the clocks out of the times', () => {
  const times = rowsOf(ECHO, 1000).map(({ atMs }) => atMs);
  for (const [index, atMs] of times.entries()) expect(Math.abs(atMs - index)).toBeLessThanOrEqual(1);
});

test('begins at zero and never goes back', () => {
  const times = rowsOf(ECHO, -500).map(({ atMs }) => atMs);
  expect(times[0]).toBe(0);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('shows the events of the server while the browser has said nothing', () => {
  const { server } = recorded([request(), sends('accept')]);
  expect(kinds(mergeTimeline([], server))).toEqual(['upgrade-request', 'asgi-send']);
});

test('keeps an outside client apart from the clients of the page', () => {
  const own = recorded([dial('/mine'), request('/mine')]);
  const other = recorded([request('/theirs')]).server.map((event) => ({ ...event, seq: 2, connection: 2 }));
  const rows = mergeTimeline(own.browser, [...own.server, ...other]);
  expect(rows.map(({ client }) => client)).toEqual([1, 1, undefined]);
});

test('gives each of two clients at the same path its own connection, in order of dialling', () => {
  const { browser, server } = recorded([dial('/same'), request('/same')]);
  const second = browser.map((event) => ({ ...event, client: 2, atMs: 5 }));
  const later = server.map((event) => ({ ...event, seq: 2, connection: 2, atMs: 6 }));
  const rows = mergeTimeline([...browser, ...second], [...server, ...later]);
  expect(rows.map(({ client, lane }) => `${client} ${lane}`)).toEqual(['1 browser', '1 wire', '2 browser', '2 wire']);
});

test('merges a timeline at its limit of 5000 events in under a second', () => {
  const entries = [dial(), request(), sends('accept'), switching, opened()];
  for (let message = 0; message < 2500; message += 1) entries.push(pageSends('x'), frame('in', 'x'));
  const before = performance.now();
  expect(rowsOf(entries, 40)).toHaveLength(entries.length);
  expect(performance.now() - before).toBeLessThan(1000);
});

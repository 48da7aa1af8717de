import { expect, test } from 'vitest';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import type { BrowserEvent } from '#site/playground/timeline/browser-event.ts';
import { runFacts } from '#site/workshop/grading/run-facts.ts';

const dial = (client: number, path: string): BrowserEvent => ({
  client,
  atMs: client * 10,
  kind: 'new-websocket',
  url: `ws://localhost${path}`,
  path,
  protocols: [],
});
const request = (connection: number, target: string): TimelineEvent => ({
  seq: connection,
  atMs: connection,
  connection,
  actor: 'wire',
  kind: 'upgrade-request',
  method: 'GET',
  target: `/live/s${target}`,
  headers: [],
  hex: '',
  bytes: 0,
});
const response = (connection: number, status: number): TimelineEvent => ({
  seq: 10 + connection,
  atMs: 20,
  connection,
  actor: 'wire',
  kind: 'http-response',
  status,
  reason: '',
  headers: [],
  body: '',
  hex: '',
  bytes: 0,
});

test('tells the clients apart by their names, with the status of each', () => {
  const browser: BrowserEvent[] = [
    dial(1, '/a'),
    { client: 1, atMs: 11, kind: 'error' },
    { client: 1, atMs: 12, kind: 'close', code: 1006, reason: '', wasClean: false },
    dial(2, '/b'),
    { client: 2, atMs: 21, kind: 'open', protocol: 'chat' },
  ];
  const server = [request(1, '/a'), response(1, 403), request(2, '/b'), response(2, 101)];
  const { clients } = runFacts(
    browser,
    server,
    new Map([
      [1, 'refused'],
      [2, 'member'],
    ]),
  );
  expect(clients.get('refused')).toMatchObject({ status: 403, attempts: 1, stillOpen: false, dialledAtMs: 10 });
  expect(clients.get('member')).toMatchObject({
    status: 101,
    stillOpen: true,
    events: [{ atMs: 21, type: 'open', protocol: 'chat' }],
  });
});

test('counts every attempt of a client that dials again, as the server saw them', () => {
  const browser = [dial(1, '/a'), dial(2, '/a'), dial(3, '/a')];
  const names = new Map([1, 2, 3].map((number) => [number, 'app']));
  const { clients } = runFacts(browser, [request(1, '/a'), request(2, '/a')], names);
  expect(clients.get('app')?.attempts).toBe(2);
});

test('keeps what the handler asked for, also when it could not travel', () => {
  const asked: TimelineEvent = {
    seq: 5,
    atMs: 5,
    connection: 1,
    actor: 'handler',
    kind: 'asgi-send',
    message: { type: 'websocket.close', code: 4004, reason: 'gone' },
  };
  const { clients } = runFacts([dial(1, '/a')], [request(1, '/a'), asked], new Map([[1, 'app']]));
  expect(clients.get('app')?.asked).toEqual([{ code: 4004, reason: 'gone' }]);
});

test('lists the exceptions of all connections', () => {
  const exception: TimelineEvent = {
    seq: 1,
    atMs: 1,
    connection: 7,
    actor: 'handler',
    kind: 'exception',
    type: 'RuntimeError',
    message: 'no',
    traceback: '',
  };
  expect(runFacts([], [exception], new Map()).raised).toEqual(['RuntimeError: no']);
});

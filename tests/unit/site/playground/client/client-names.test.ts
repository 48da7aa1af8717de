import { expect, test } from 'vitest';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import type { BrowserEvent } from '#site/playground/timeline/browser-event.ts';
import { connectionNames } from '#site/playground/client/client-names.ts';

const request = (connection: number, target: string, agent?: string): TimelineEvent => ({
  seq: connection,
  atMs: connection,
  connection,
  actor: 'wire',
  kind: 'upgrade-request',
  method: 'GET',
  target,
  headers: agent === undefined ? [] : [['user-agent', agent]],
  hex: '',
  bytes: 0,
});
const dialled = (client: number, path: string): BrowserEvent => ({
  kind: 'new-websocket',
  client,
  atMs: 0,
  url: `ws://localhost/live/s~${client}${path}`,
  path,
  protocols: [],
});

test('clients of the page that dial the same path at once are told apart, in whatever order they arrive', () => {
  const names = connectionNames({
    browser: [dialled(1, '/x?a=é'), dialled(2, '/x?a=é')],
    server: [request(1, '/live/s~2/x?a=%C3%A9'), request(2, '/live/s/x?a=%C3%A9'), request(3, '/live/s~1/x?a=%C3%A9')],
  });
  expect([...names]).toEqual([
    [1, 'Client 2'],
    [2, 'another client'],
    [3, 'Client 1'],
  ]);
});

test('a client of the page that has a name is called by it', () => {
  const names = connectionNames({
    browser: [dialled(1, '/x'), dialled(2, '/x')],
    server: [request(1, '/live/s~1/x'), request(2, '/live/s~2/x')],
    clientNames: { 2: 'unknown-project' },
  });
  expect([...names.values()]).toEqual(['Client 1', 'unknown-project']);
});

test.each([
  ['curl/8.14.1', 'curl/8.14.1'],
  ['Python/3.13 websockets/15.0.1', 'websockets/15.0.1'],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/153.0.0.0 Safari/537.36', 'another browser'],
  [undefined, 'another client'],
  ['', 'another client'],
  ['my client', 'my client'],
  ['Client 2', 'another client'],
  ['\u202Eevil', '?evil'],
  ['x'.repeat(90), `${'x'.repeat(39)}…`],
])('a User-Agent of %j is called "%s"', (agent, name) => {
  expect(connectionNames({ browser: [], server: [request(1, '/live/s/x', agent)] }).get(1)).toBe(name);
});

test('two clients of one name are numbered', () => {
  const server = [1, 2, 3].map((nth) => request(nth, '/live/s/x', nth === 2 ? 'wscat' : 'curl/8.14.1'));
  expect([...connectionNames({ browser: [], server }).values()]).toEqual(['curl/8.14.1', 'wscat', 'curl/8.14.1 #2']);
});

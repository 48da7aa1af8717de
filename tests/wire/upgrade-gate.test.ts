import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverProfiles } from '#asgi/server-profiles.ts';
import { LIMITS } from '#limits';
import { refuseUpgrade } from '#server/edge/refuse-upgrade.ts';
import { upgradeGate } from '#server/edge/upgrade-gate.ts';
import { RawClient, upgradeRequest } from '#tests/helpers/raw-client.ts';

const HOST = 'localhost:8888';
const server = createServer({ requireHostHeader: false, maxHeaderSize: 64 * 1024 });
let port = 0;

server.on('upgrade', (request, stream) => {
  const named = /profile=([\w-]+)/.exec(request.url ?? '')?.[1];
  const refusal = upgradeGate(request, {
    allowedHosts: new Set(['localhost']),
    limits: LIMITS,
    profile: named === undefined ? undefined : serverProfiles[named as keyof typeof serverProfiles],
  });
  if (refusal !== undefined) return refuseUpgrade(stream as Socket, refusal);
  stream.end('HTTP/1.1 200 passed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
});

async function answer(request: string): Promise<{ status: number; body: string; headers: string[] }> {
  const client = await RawClient.connect(port);
  client.write(request);
  const { statusLine, body, headers } = await client.head();
  client.socket.end();
  const text = await body();
  return { status: Number(statusLine.split(' ')[1]), body: text, headers: headers.map((pair) => pair.join(': ')) };
}

const good = (options: Parameters<typeof upgradeRequest>[0] = {}) => upgradeRequest({ host: HOST, ...options });

test.each([
  ['a plain upgrade', good()],
  ['a path with a query and escapes', good({ path: '/live/x/ws/a%20b?x=%31' })],
  ['a Host in capitals', good({ host: 'LOCALHOST:1' })],
  ['a Connection of several tokens', good().replace('Connection: Upgrade', 'Connection: keep-alive, Upgrade')],
  ['a Content-Length of 0', good({ extra: ['Content-Length: 0'] })],
])('lets through %s', async (_, request) => {
  expect(await answer(request)).toMatchObject({ status: 200 });
});

test.each<[title: string, request: string, status: number, sentence: RegExp]>([
  ['HTTP/1.0', good().replace('HTTP/1.1', 'HTTP/1.0'), 505, /HTTP\/1\.0/],
  ['a POST', good().replace('GET', 'POST'), 405, /this one is POST/],
  ['a body with a length', `${good({ extra: ['Content-Length: 5'] })}hello`, 400, /has no body/],
  ['a chunked body', `${good({ extra: ['Transfer-Encoding: chunked'] })}0\r\n\r\n`, 400, /has no body/],
  ['a target of over 2 KiB', good({ path: `/${'x'.repeat(2048)}` }), 414, /2048 bytes/],
  ['headers of over 16 KiB', good({ extra: [`X-Big: ${'x'.repeat(16 * 1024)}`] }), 431, /16384 bytes/],
  ['no Host', good().replace(`Host: ${HOST}\r\n`, ''), 400, /names one Host, and this one names 0/],
  ['two Hosts', good({ extra: [`Host: ${HOST}`] }), 400, /this one names 2/],
  ['an invalid Host', good({ host: 'a b' }), 400, /"a b" is not a valid Host/],
  ['an empty Host', good({ host: '' }), 400, /is not a valid Host/],
  ['a Host of somebody else', good({ host: 'evil.example' }), 421, /does not answer for the host "evil\.example"/],
  ['an absolute target', good({ path: 'http://localhost/x' }), 400, /begins with a slash/],
  ['a fragment', good({ path: '/x#y' }), 400, /begins with a slash/],
  ['a broken percent-escape', good({ path: '/%ff%zz' }), 400, /two hexadecimal digits/],
  ['a lone percent sign in the query', good({ path: '/x?100%' }), 400, /two hexadecimal digits/],
  ['segments of dots', good({ path: '/../../etc/passwd' }), 400, /"\." and "\.\."/],
  ['segments of escaped dots', good({ path: '/a/%2E%2e/b' }), 400, /"\." and "\.\."/],
  ['another protocol', good().replace('websocket', 'irc/6.9'), 426, /speaks WebSocket/],
  ['no key', good({ key: null }), 400, /Sec-WebSocket-Key is missing/],
  ['a key of 15 bytes', good({ key: 'dGhlIHNhbXBsZSBub25j' }), 400, /16 random bytes/],
  ['two keys', good({ extra: ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='] }), 400, /16 random bytes/],
  ['version 8', good({ version: '8' }), 426, /version 13 of WebSocket, not "8"/],
  ['no version', good().replace('Sec-WebSocket-Version: 13\r\n', ''), 426, /version 13/],
])('refuses %s', async (_, request, status, sentence) => {
  const refused = await answer(request);
  expect(refused.status).toBe(status);
  expect(refused.body).toMatch(sentence);
  expect(refused.body).toMatch(/^[^\n]+\.\n$/);
  expect(refused.headers).toContain('Connection: close');
});

test('names the version it speaks and the protocol it wants', async () => {
  expect((await answer(good({ version: '8' }))).headers).toContain('Sec-WebSocket-Version: 13');
  expect((await answer(good().replace('websocket', 'irc/6.9'))).headers).toContain('Upgrade: websocket');
});

test.each<[profile: string, status: number, body: string]>([
  ['uvicorn', 400, 'Failed to open a WebSocket connection: invalid Sec-WebSocket-Version header: 12.\n'],
  ['uvicorn-wsproto', 426, ''],
  ['uvicorn-legacy', 400, 'Failed to open a WebSocket connection: invalid Sec-WebSocket-Version header: 12.\n'],
  ['hypercorn', 400, ''],
  ['daphne', 400, ''],
])('answers version 12 as %s does', async (profile, status, body) => {
  expect(await answer(good({ version: '12', path: `/?profile=${profile}` }))).toMatchObject({ status, body });
});

test.each<[profile: string, status: number, body: string]>([
  ['uvicorn', 400, 'Failed to open a WebSocket connection: missing Sec-WebSocket-Key header.\n'],
  ['uvicorn-wsproto', 400, ''],
  [
    'uvicorn-legacy',
    400,
    "Failed to open a WebSocket connection: missing Sec-WebSocket-Key header; 'sec-websocket-key'.\n",
  ],
  ['hypercorn', 400, ''],
  ['daphne', 400, ''],
])('answers a missing key as %s does', async (profile, status, body) => {
  expect(await answer(good({ key: null, path: `/?profile=${profile}` }))).toMatchObject({ status, body });
});

test.each<[profile: string, status: number, body: string]>([
  ['uvicorn', 400, 'Failed to open a WebSocket connection: missing Sec-WebSocket-Version header.\n'],
  ['uvicorn-wsproto', 400, ''],
  [
    'uvicorn-legacy',
    400,
    "Failed to open a WebSocket connection: missing Sec-WebSocket-Version header; 'sec-websocket-version'.\n",
  ],
  ['hypercorn', 400, ''],
  ['daphne', 400, ''],
])('answers a missing version as %s does', async (profile, status, body) => {
  const request = good({ path: `/?profile=${profile}` }).replace('Sec-WebSocket-Version: 13\r\n', '');
  expect(await answer(request)).toMatchObject({ status, body });
});

test.each<[profile: string, key: string, status: number, body: string]>([
  [
    'uvicorn',
    'SGVsbG8sIHdvcmxkIQ==',
    400,
    'Failed to open a WebSocket connection: invalid Sec-WebSocket-Key header: SGVsbG8sIHdvcmxkIQ==.\n',
  ],
  [
    'uvicorn-legacy',
    'abc',
    400,
    'Failed to open a WebSocket connection: invalid Sec-WebSocket-Key header: abc; Incorrect padding.\n',
  ],
  ['daphne', 'abc', 400, ''],
  ['uvicorn-wsproto', 'abc', 200, ''],
  ['hypercorn', 'abc', 200, ''],
])('answers a key that is not 16 bytes as %s does: %s', async (profile, key, status, body) => {
  expect(await answer(good({ key, path: `/?profile=${profile}` }))).toMatchObject({ status, body });
});

test('writes the refusal of uvicorn in the order in which it was measured', async () => {
  const { headers } = await answer(good({ version: '12', path: '/?profile=uvicorn' }));
  expect(headers.map((header) => header.split(':')[0])).toEqual([
    'Date',
    'Connection',
    'Content-Length',
    'Content-Type',
  ]);
  expect(headers).toContain('Content-Length: 81');
});

test('leaves TCP open behind the refusal of hypercorn until the client ends it', async () => {
  const client = await RawClient.connect(port);
  client.write(good({ version: '12', path: '/?profile=hypercorn' }));
  expect((await client.head()).statusLine).toBe('HTTP/1.1 400 ');
  expect(client.end).toBeUndefined();
  client.socket.end();
  expect(await client.ended()).toBe('FIN');
});

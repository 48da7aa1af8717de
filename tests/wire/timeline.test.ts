import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { TimelineEvent } from '#protocol/timeline-event.ts';
import { GuestEdge } from '#tests/helpers/guest-edge.ts';
import { RawClient, upgradeRequest } from '#tests/helpers/raw-client.ts';

test('records the whole life of a connection in the order in which it took effect', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.accept' });
    await receive();
    await send({ type: 'websocket.close', code: 4004, reason: 'x' });
  });
  const client = await RawClient.upgrade(edge.port, '/ws/a?b=c');
  await client.head();
  client.sendFrame('text', 'hi');
  await client.story();
  await edge.until(() => edge.detached === 1);
  expect(
    edge.entries.map((entry) =>
      'message' in entry && typeof entry.message === 'object' ? entry.message.type : entry.kind,
    ),
  ).toEqual([
    'upgrade-request',
    'websocket.connect',
    'websocket.accept',
    'http-response',
    'server-log',
    'server-log',
    'waiting',
    'frame',
    'websocket.receive',
    'websocket.close',
    'frame',
    'frame',
    'tcp-end',
    'tcp-end',
  ]);
});

test('records that the handler waits when it receives, and not when a message is there already', async () => {
  const { promise: isSent, resolve } = Promise.withResolvers<void>();
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.accept' });
    await isSent;
    await receive();
    await receive();
  });
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  client.sendFrame('text', 'early');
  await edge.until(() => edge.entries.some(({ kind }) => kind === 'frame'));
  resolve();
  await edge.until(() => edge.entries.some(({ kind }) => kind === 'waiting'));
  client.destroy();
  await edge.until(() => edge.detached === 1);
  const rows = edge.entries.filter(({ kind }) => kind === 'waiting' || kind === 'asgi-receive');
  expect(rows).toMatchObject([
    { message: { type: 'websocket.connect' } },
    { message: { type: 'websocket.receive', text: 'early' } },
    { actor: 'handler', kind: 'waiting' },
    { message: { type: 'websocket.disconnect' } },
  ]);
});

test('records what the protocol allows', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.accept' });
    await receive();
    await send({ type: 'websocket.close', code: 999 });
  });
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  client.sendFrame('binary', Buffer.alloc(100));
  await client.story();
  await edge.until(() => edge.detached === 1);
  edge.entries.forEach((entry, index) => TimelineEvent.parse({ ...entry, connection: 1, seq: index + 1, atMs: index }));
});

test('records the exact bytes of the request that was upgraded', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive) => void (await receive()));
  const client = await RawClient.connect(edge.port);
  const request = upgradeRequest({ path: '/exact', extra: ['x-CASE:   kept  ', 'X-Case: twice'] });
  // In three parts, so that the tap has to put them together.
  client.write(request.slice(0, 10));
  await new Promise((resolve) => setImmediate(resolve));
  client.write(request.slice(10, 100));
  await new Promise((resolve) => setImmediate(resolve));
  client.write(request.slice(100));
  await client.ended();
  client.destroy();
  const entry = edge.entries.find(({ kind }) => kind === 'upgrade-request');
  expect(entry).toMatchObject({
    hex: Buffer.from(request).toString('hex'),
    bytes: request.length,
    method: 'GET',
    target: '/exact',
  });
});

test('records the last request of a connection that was kept alive, and not the bytes after it', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive) => void (await receive()));
  const client = await RawClient.connect(edge.port);
  const request = upgradeRequest({ path: '/second' });
  const early = Buffer.from([0x81, 0x80, 1, 2, 3, 4]);
  client.write(Buffer.concat([Buffer.from(request), early]));
  await client.ended();
  client.destroy();
  const entry = edge.entries.find(({ kind }) => kind === 'upgrade-request');
  expect(entry).toMatchObject({ hex: Buffer.from(request).toString('hex') });
  expect(edge.entries.some((each) => each.kind === 'frame' && each.opcode === 'text')).toBe(true);
});

test('records the 403 with its bytes', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.close' });
  });
  const client = await RawClient.upgrade(edge.port);
  await client.ended();
  client.socket.end();
  const entry = edge.entries.find(({ kind }) => kind === 'http-response');
  expect(entry).toMatchObject({ status: 403, reason: 'Forbidden', body: '', hex: client.bytes.toString('hex') });
});

test('records the code that was really sent, the end of TCP in both directions, and a reset as one', async () => {
  await using edge = await GuestEdge.listen(
    async (_scope, receive, send) => {
      await receive();
      await send({ type: 'websocket.accept' });
      await send({ type: 'websocket.close', code: 999, reason: 'odd' });
    },
    { server: 'uvicorn-wsproto' },
  );
  const client = await RawClient.upgrade(edge.port);
  await client.frame(0);
  client.socket.resetAndDestroy();
  await edge.until(() => edge.detached === 1);
  expect(edge.entries.filter(({ kind }) => kind === 'frame')).toMatchObject([
    { direction: 'server-to-client', closeCode: 999, closeReason: 'odd', masked: false },
  ]);
  expect(edge.entries.filter(({ kind }) => kind === 'tcp-end')).toMatchObject([
    { direction: 'client-to-server', how: 'rst' },
    { direction: 'server-to-client', how: 'fin' },
  ]);
});

test('records what the server refused beside the message', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.accept' });
    await send({ type: 'websocket.close', code: 1005 });
  });
  const client = await RawClient.upgrade(edge.port);
  await client.ended();
  client.destroy();
  expect(edge.entries.filter(({ kind }) => kind === 'asgi-send')).toMatchObject([
    { message: { type: 'websocket.accept' } },
    {
      message: { type: 'websocket.close', code: 1005 },
      refused: { type: 'websockets.exceptions.ProtocolError', message: 'invalid status code' },
    },
  ]);
});

/** The events of npm's client, in the notation of the measurements. */
function events(url: string, protocols: string[] = []): Promise<string> {
  const seen: string[] = [];
  const socket = new WebSocket(url, protocols);
  return new Promise((resolve) => {
    socket.on('open', () => seen.push('open'));
    socket.on('message', (data) => seen.push(`message(${JSON.stringify(String(data))})`));
    socket.on('error', (error) => seen.push(`error(${error.message})`));
    socket.on('close', (code, reason) =>
      resolve([...seen, `close(${code}, ${JSON.stringify(String(reason))})`].join(' ')),
    );
  });
}

test.each<[what: string, message: { type: string; [key: string]: unknown }[], seen: string]>([
  [
    'accept and close',
    [
      { type: 'websocket.accept' },
      { type: 'websocket.send', text: 'hello' },
      { type: 'websocket.close', code: 4004, reason: 'gone' },
    ],
    'open message("hello") close(4004, "gone")',
  ],
  [
    'close before accept',
    [{ type: 'websocket.close', code: 4004 }],
    'error(Unexpected server response: 403) close(1006, "")',
  ],
  ['accept and return', [{ type: 'websocket.accept' }], 'open close(1006, "")'],
  [
    'close without a code',
    [{ type: 'websocket.accept' }, { type: 'websocket.close', code: null }],
    'open close(1005, "")',
  ],
  [
    'a subprotocol that was not offered',
    [
      { type: 'websocket.accept', subprotocol: 'chat' },
      { type: 'websocket.close', code: 4003 },
    ],
    'error(Server sent a subprotocol but none was requested) close(1006, "")',
  ],
])('npm ws sees %s as it sees it of uvicorn', async (_, messages, seen) => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    for (const message of messages) await send(message);
  });
  expect(await events(edge.url('/ws/x'))).toBe(seen);
});

test('npm ws fails when the subprotocol that it offered is ignored', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.accept' });
    await send({ type: 'websocket.close', code: 4003 });
  });
  expect(await events(edge.url(), ['chat'])).toBe('error(Server sent no subprotocol) close(1006, "")');
});

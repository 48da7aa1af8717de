import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { TimelineEvent } from '#protocol/timeline-event.ts';
import type { ScriptedApplication } from '#server/sandbox/noop/noop-sandbox.ts';
import { GuestEdge } from '#tests/helpers/guest-edge.ts';
import { clientFrame, closePayload, describeFrame, RawClient } from '#tests/helpers/raw-client.ts';

const echoes: ScriptedApplication = async (_scope, receive, send) => {
  await receive();
  await send({ type: 'websocket.accept' });
  for (let message = await receive(); message.type === 'websocket.receive'; message = await receive()) {
    await send({ ...message, type: 'websocket.send' });
  }
};

async function wireAfter(bytes: Buffer): Promise<string> {
  await using edge = await GuestEdge.listen(echoes, { limits: { maxFragments: 4 } });
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  client.write(bytes);
  const end = await client.ended();
  client.destroy();
  await edge.until(() => edge.detached === 1);
  return [...client.frames.map(describeFrame), end].join(' ');
}

const text = (payload: string | Buffer, fin = true) => clientFrame(1, Buffer.from(payload as string), { fin });
const withBit = (frame: Buffer, bit: number) =>
  Buffer.concat([Buffer.from([(frame[0] ?? 0) | bit]), frame.subarray(1)]);

test.each<[fault: string, bytes: Buffer, wire: string]>([
  ['an unmasked frame', clientFrame(1, Buffer.from('hi'), { masked: false }), 'Close(1002, "incorrect masking") FIN'],
  ['a reserved bit', withBit(text('hi'), 0x10), 'Close(1002, "reserved bits must be 0") FIN'],
  ['the bit of compression', withBit(text('hi'), 0x40), 'Close(1002, "reserved bits must be 0") FIN'],
  ['an unknown opcode', clientFrame(3, Buffer.from('hi')), 'Close(1002, "invalid opcode") FIN'],
  ['a continuation of nothing', clientFrame(0, Buffer.from('hi')), 'Close(1002, "unexpected continuation frame") FIN'],
  [
    'a message inside a message',
    Buffer.concat([text('a', false), text('b')]),
    'Close(1002, "expected a continuation frame") FIN',
  ],
  [
    'a Close inside a message',
    Buffer.concat([text('a', false), clientFrame(8, closePayload(1000, 'bye'))]),
    'Close(1002, "incomplete fragmented message") FIN',
  ],
  [
    'a fragmented ping',
    clientFrame(9, Buffer.from('hi'), { fin: false }),
    'Close(1002, "fragmented control frame") FIN',
  ],
  ['a ping of 126 bytes', clientFrame(9, Buffer.alloc(126)), 'Close(1002, "control frame too long") FIN'],
  ['a Close of one byte', clientFrame(8, Buffer.from([3])), 'Close(1002, "close frame too short") FIN'],
  ['a Close with 999', clientFrame(8, closePayload(999, '')), 'Close(1002, "invalid status code") FIN'],
  ['text that is no UTF-8', text(Buffer.from([0xff, 0xfe])), 'Close(1007) FIN'],
  [
    'a close reason that is no UTF-8',
    clientFrame(8, Buffer.from([0x03, 0xe8, 0x41, 0xff])),
    'Close(1007, "invalid start byte at position 1") FIN',
  ],
  [
    'more fragments than the limit',
    Buffer.concat([
      text('a', false),
      ...Array.from({ length: 5 }, () => clientFrame(0, Buffer.from('b'), { fin: false })),
    ]),
    'Close(1008, "too many fragments") FIN',
  ],
])('%s is answered as websockets answers it', async (_, bytes, wire) => {
  expect(await wireAfter(bytes)).toBe(wire);
});

test('a message in fragments, with a ping between them, arrives whole', async () => {
  await using edge = await GuestEdge.listen(echoes);
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  client.write(
    Buffer.concat([text('one ', false), clientFrame(9, Buffer.from('p')), clientFrame(0, Buffer.from('two'))]),
  );
  expect([describeFrame(await client.frame(0)), describeFrame(await client.frame(1))]).toEqual([
    'pong',
    'Text("one two")',
  ]);
  client.destroy();
});

test('frames cut anywhere arrive as they were sent', async () => {
  await using edge = await GuestEdge.listen(echoes);
  const stream = Buffer.concat([text('first'), clientFrame(1, Buffer.alloc(300, 'x')), text('last')]);
  for (const cut of [1, 2, 3, 7, 11, 12, 13, 20, stream.length - 1]) {
    const client = await RawClient.upgrade(edge.port);
    await client.head();
    client.write(stream.subarray(0, cut));
    await new Promise((resolve) => setImmediate(resolve));
    client.write(stream.subarray(cut));
    await client.frame(2);
    expect(client.frames.map(({ payload }) => payload.length)).toEqual([5, 300, 4]);
    client.destroy();
  }
});

test.each(SERVER_PROFILE_NAMES)('%s: random bytes after the 101 always come to an end', async (server) => {
  await using edge = await GuestEdge.listen(echoes, { server });
  let connections = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 5 }),
      async (chunks) => {
        connections += 1;
        const client = await RawClient.upgrade(edge.port);
        await client.head();
        for (const chunk of chunks) client.write(Buffer.from(chunk));
        client.socket.end();
        await client.ended();
        client.destroy();
        await edge.until(() => edge.detached === connections);
      },
    ),
    { numRuns: 40 },
  );
});

test.each(SERVER_PROFILE_NAMES)(
  '%s: random bytes instead of an answer to the handshake come to an end',
  async (server) => {
    await using edge = await GuestEdge.listen(
      async (_scope, receive) => {
        await receive();
        while ((await receive()).type !== 'websocket.disconnect');
      },
      { server },
    );
    for (const bytes of [
      Buffer.alloc(3000, 0xff),
      text('early'),
      clientFrame(8, closePayload(1000, '')),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    ]) {
      const client = await RawClient.upgrade(edge.port);
      client.write(bytes);
      client.socket.end();
      await client.ended();
      client.destroy();
    }
    await edge.until(() => edge.detached === 4);
  },
);

test('half a frame, and then the client is gone', async () => {
  await using edge = await GuestEdge.listen(echoes);
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  client.write(text('never finished').subarray(0, 9));
  client.socket.end();
  expect(await client.ended()).toBe('FIN');
  await edge.until(() => edge.detached === 1);
  const frame = edge.entries.find((entry) => entry.kind === 'frame');
  expect(frame).toMatchObject({ opcode: 'text', payloadBytes: 14, bytes: 9 });
});

test('a frame that announces more bytes than a number counts is an event of the contract all the same', async () => {
  await using edge = await GuestEdge.listen(echoes);
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  client.write(Buffer.from('81ff800000000000000000000000', 'hex'));
  await client.ended();
  client.destroy();
  await edge.until(() => edge.detached === 1);
  const frame = edge.entries.find((entry) => entry.kind === 'frame' && entry.opcode === 'text');
  const sent: unknown = JSON.parse(JSON.stringify({ ...frame, seq: 1, atMs: 0, connection: 1 }));
  expect(TimelineEvent.parse(sent)).toMatchObject({ opcode: 'text', payloadBytes: 2 ** 63 });
});

test('a client that never reads does not make the server buffer without end', async () => {
  let sent = 0;
  await using edge = await GuestEdge.listen(
    async (_scope, receive, send) => {
      await receive();
      await send({ type: 'websocket.accept' });
      for (;;) {
        await send({ type: 'websocket.send', text: 'x'.repeat(100_000) });
        sent += 1;
      }
    },
    { limits: { maxBufferedBytes: 500_000 } },
  );
  const client = await RawClient.upgrade(edge.port);
  client.socket.pause();
  let before = -1;
  // The kernel's buffers fill first; then the handler's send() waits.
  while (before !== sent) {
    before = sent;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  expect(sent).toBeLessThan(200);
  client.socket.resume();
  await client.until(() => client.frames.length > before + 5);
  client.destroy();
  await edge.until(() => edge.detached === 1);
});

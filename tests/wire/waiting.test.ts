import { expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import type { ScriptedApplication } from '#server/sandbox/noop/noop-sandbox.ts';
import { GuestEdge } from '#tests/helpers/guest-edge.ts';
import { clientFrame, describeFrame, OPCODES, RawClient } from '#tests/helpers/raw-client.ts';

/** Accepts, and goes on with `then`. */
const accepts =
  (then: ScriptedApplication): ScriptedApplication =>
  async (scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.accept' });
    await then(scope, receive, send);
  };

const acceptsAndCloses = accepts((_scope, _receive, send) => send({ type: 'websocket.close', code: 4000 }));

const acceptsAndReceives = accepts(async (_scope, receive) => {
  while ((await receive()).type !== 'websocket.disconnect');
});

test('each server waits for the echo of its Close frame as long as it was measured to', () => {
  const waits = SERVER_PROFILE_NAMES.map((name) => {
    const { send, echoTimeoutMs, afterTimeout } = serverProfiles[name].ownClose;
    return [name, send, echoTimeoutMs, afterTimeout];
  });
  expect(waits).toEqual([
    ['uvicorn', 'returns', 10_000, 'fin'],
    ['uvicorn-wsproto', 'returns', 10_000, 'fin'],
    ['uvicorn-legacy', 'blocks', 10_000, 'fin'],
    ['hypercorn', 'returns', null, 'fin'],
    ['daphne', 'returns', 160, 'rst'],
  ]);
});

test.for(['uvicorn', 'uvicorn-wsproto', 'uvicorn-legacy'] as const)(
  '%s ends TCP with a FIN when the client never echoes',
  async (server) => {
    const { ownClose } = serverProfiles[server];
    await using edge = await GuestEdge.listen(acceptsAndCloses, {
      server,
      profile: { ownClose: { ...ownClose, echoTimeoutMs: 80 } },
    });
    const client = await RawClient.upgrade(edge.port);
    await client.frame(0);
    const closedAt = performance.now();
    expect(await client.ended()).toBe('FIN');
    expect(performance.now() - closedAt).toBeGreaterThan(50);
  },
);

test('daphne cuts TCP when the client never echoes', async () => {
  await using edge = await GuestEdge.listen(acceptsAndCloses, { server: 'daphne' });
  const client = await RawClient.upgrade(edge.port);
  expect(await client.ended()).toBe('RST');
});

test('hypercorn ends TCP as soon as the handler returns', async () => {
  await using edge = await GuestEdge.listen(acceptsAndCloses, { server: 'hypercorn' });
  const client = await RawClient.upgrade(edge.port);
  await client.frame(0);
  expect(await client.ended()).toBe('FIN');
});

test('close() of uvicorn-legacy returns when the closing handshake is over, and of uvicorn at once', async () => {
  for (const server of ['uvicorn', 'uvicorn-legacy'] as const) {
    let returned = false;
    await using edge = await GuestEdge.listen(
      async (_scope, receive, send) => {
        await receive();
        await send({ type: 'websocket.accept' });
        await send({ type: 'websocket.close', code: 4000 });
        returned = true;
        await send({ type: 'websocket.send', text: 'x' }).catch(() => {});
      },
      { server },
    );
    const client = await RawClient.upgrade(edge.port);
    await client.frame(0);
    // A second answer on the same socket: a ping is answered after everything before it.
    client.sendFrame('ping', 'now');
    await client.frame(1);
    expect(returned).toBe(server === 'uvicorn');
    client.sendClose(4000);
    await edge.until(() => edge.detached === 1);
    expect(returned).toBe(true);
  }
});

test.for([
  ['uvicorn', '101 ping Close(1011, "keepalive ping timeout") FIN'],
  ['uvicorn-wsproto', '101 ping Close(1011, "keepalive ping timeout") FIN'],
  ['uvicorn-legacy', '101 ping Close(1011, "keepalive ping timeout") FIN'],
  ['daphne', '101 ping RST'],
] as const)('%s gives up a client that does not answer its ping', async ([server, wire]) => {
  const { keepalive } = serverProfiles[server];
  if (keepalive === null) throw new Error('this server pings');
  await using edge = await GuestEdge.listen(acceptsAndReceives, {
    server,
    profile: { keepalive: { ...keepalive, intervalMs: 20, timeoutMs: 40 } },
  });
  const client = await RawClient.upgrade(edge.port);
  const end = await client.ended();
  expect(['101', ...client.frames.map(describeFrame), end].join(' ')).toBe(wire);
});

test('the ping carries as many bytes as measured, and its pong keeps the connection', async () => {
  for (const [server, bytes] of [
    ['uvicorn', 4],
    ['daphne', 12],
  ] as const) {
    const { keepalive } = serverProfiles[server];
    if (keepalive === null) throw new Error('this server pings');
    await using edge = await GuestEdge.listen(acceptsAndReceives, {
      server,
      profile: { keepalive: { ...keepalive, intervalMs: 15, timeoutMs: 5_000 } },
    });
    const client = await RawClient.upgrade(edge.port);
    for (let index = 0; index < 3; index += 1) {
      const ping = await client.frame(index);
      expect([describeFrame(ping), ping.payload.length]).toEqual(['ping', bytes]);
      client.sendFrame('pong', ping.payload);
    }
    client.destroy();
  }
});

test('every server that pings by default has the interval and timeout it was measured with', () => {
  expect(SERVER_PROFILE_NAMES.map((name) => serverProfiles[name].keepalive?.intervalMs)).toEqual([
    20_000,
    20_000,
    20_000,
    undefined,
    20_000,
  ]);
});

test('the end of the run closes an open socket with a code and a reason cut to 123 bytes', async () => {
  await using edge = await GuestEdge.listen(acceptsAndReceives);
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  edge.peers[0]?.runEnds(1012, '€'.repeat(60));
  expect(await client.story()).toBe(`101 Close(1012, "${'€'.repeat(41)}") [echo] FIN`);
});

test('the end of the run answers a held upgrade with 503 and a sentence', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive) => {
    await receive();
    await receive();
  });
  const client = await RawClient.upgrade(edge.port);
  await edge.until(() => edge.entries.some((entry) => entry.kind === 'asgi-receive'));
  edge.peers[0]?.runEnds(1011, 'The run has ended – naturally.');
  expect(Buffer.from(await client.story(), 'latin1').toString()).toBe(
    '503 Service Unavailable body="The run has ended – naturally." FIN',
  );
});

test.for([
  ['uvicorn', '101 Text("bye") RST'],
  ['uvicorn-wsproto', '101 Text("bye") RST'],
  ['uvicorn-legacy', '101 Text("bye") FIN'],
  ['hypercorn', '101 Text("bye") Close(1011) [echo] FIN'],
  ['daphne', '101 Text("bye") Close(1011) [echo] RST'],
] as const)('%s that ends a connection over messages that nobody took shows it on the wire', async ([server, wire]) => {
  const handler = Promise.withResolvers<void>();
  await using edge = await GuestEdge.listen(
    accepts(async (_scope, _receive, send) => {
      await handler.promise;
      await send({ type: 'websocket.send', text: 'bye' });
      throw new Error('boom');
    }),
    { server },
  );
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  client.sendFrame('text', 'taken from the socket');
  await edge.until(() => edge.entries.some((entry) => entry.kind === 'frame'));
  await new Promise<void>((resolve) => {
    client.socket.write(clientFrame(OPCODES.text, Buffer.from('left in it')), () => resolve());
  });
  // The loop that this test shares with the server looks at its sockets once more.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  handler.resolve();
  expect(await client.story()).toBe(wire);
});

/** Two messages more than it holds. */
async function fillHypercornsQueue(edge: GuestEdge): Promise<RawClient> {
  const client = await RawClient.upgrade(edge.port);
  await client.head();
  for (let count = 0; count < 12; count += 1) client.sendFrame('text', String(count));
  await edge.until(() => edge.entries.filter((entry) => entry.kind === 'frame').length >= 10);
  return client;
}

test('hypercorn never ends TCP over more messages than its queue holds', async () => {
  const handler = Promise.withResolvers<void>();
  await using edge = await GuestEdge.listen(
    accepts(() => handler.promise),
    { server: 'hypercorn' },
  );
  const client = await fillHypercornsQueue(edge);
  handler.resolve();
  expect(await client.story(500)).toBe('101 Close(1011) [echo] TCP STILL OPEN');
  client.destroy();
});

test('the end of the run is told also over messages that nobody took', async () => {
  await using edge = await GuestEdge.listen(
    accepts(() => new Promise(() => {})),
    { server: 'hypercorn' },
  );
  const client = await fillHypercornsQueue(edge);
  edge.peers[0]?.runEnds(1012, 'over');
  expect(await client.story()).toBe('101 Close(1012, "over") [echo] FIN');
});

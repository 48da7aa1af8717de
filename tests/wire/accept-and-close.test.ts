import { expect, test } from 'vitest';
import { GuestEdge } from '#tests/helpers/guest-edge.ts';
import { RawClient } from '#tests/helpers/raw-client.ts';

test('a close after accept reaches the client with its code and reason', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.accept' });
    await send({ type: 'websocket.close', code: 4004, reason: 'Resource not found' });
  });
  const client = await RawClient.upgrade(edge.port, '/ws/x');
  expect(await client.story()).toBe('101 Close(4004, "Resource not found") [echo] FIN');
});

test('a close before accept is an HTTP 403 without a body', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await send({ type: 'websocket.close', code: 4004, reason: 'Resource not found' });
  });
  const client = await RawClient.upgrade(edge.port, '/ws/x');
  expect(await client.story()).toBe('403 Forbidden (empty body) FIN');
});

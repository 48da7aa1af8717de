import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { lineWith, play } from '#tests/helpers/play.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('a handler answers at the address that is printed, and what happens to it follows', async () => {
  const lines = play(server.url, 'content/examples/close-before-accept/handler.ts');
  const address = (await lineWith(lines, 'ws://')).trim();
  new WebSocket(address.replaceAll(/\{\w+\}/g, 'x')).on('error', () => {});
  expect(await lineWith(lines, 'http-response')).toContain('"status":403');
});

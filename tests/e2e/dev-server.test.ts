import { once } from 'node:events';
import { utimes } from 'node:fs/promises';
import WebSocket from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ program: 'scripts/dev.ts' });
});

afterAll(async () => {
  await server.stop();
});

test('pages come from Astro, with the script that reloads them', async () => {
  const page = await (await fetch(`${server.url}/playground/`)).text();
  expect(page).toContain('/@vite/client');
});

test('the socket that reloads pages reaches Vite through the same address', async () => {
  const client = await (await fetch(`${server.url}/@vite/client`)).text();
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1] ?? '';
  const socket = new WebSocket(`${server.socketUrl}/?token=${token}`, 'vite-hmr');
  const [message] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(message.toString())).toEqual({ type: 'connected' });
  socket.close();
});

test('a change of the server or the content starts the server again at the same address', async () => {
  const before = await ControlClient.connect(server.socketUrl);
  const closed = before.closed();
  const now = new Date();
  await utimes('content/close-codes.ts', now, now);
  expect(await closed).toMatchObject({ code: 1012 });

  await using after = await ControlClient.connect(server.socketUrl);
  expect(after.socket.readyState).toBe(WebSocket.OPEN);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

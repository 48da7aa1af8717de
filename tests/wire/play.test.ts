import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** The lines that it prints, as they come. */
function play(...args: string[]): AsyncIterator<string> {
  const child = spawn(process.execPath, ['scripts/play.ts', ...args, '--url', server.url]);
  onTestFinished(() => void child.kill());
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

async function lineWith(lines: AsyncIterator<string>, part: string): Promise<string> {
  for (let next = await lines.next(); !next.done; next = await lines.next())
    if (next.value.includes(part)) return next.value;
  throw new Error(`ended without "${part}"`);
}

test('a handler answers at the address that is printed, and what happens to it follows', async () => {
  const lines = play('content/examples/close-before-accept/handler.ts');
  const address = (await lineWith(lines, 'ws://')).trim();
  new WebSocket(address.replaceAll(/\{\w+\}/g, 'x')).on('error', () => {});
  expect(await lineWith(lines, 'http-response')).toContain('"status":403');
});

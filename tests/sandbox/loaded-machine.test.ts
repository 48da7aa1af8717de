import { spawn, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();
/** So small that a thread which waits for a core exceeds it by the clock. */
const impatient = useTypeScriptSandbox({ limits: { turnKillMs: 40 } });

/** Two for each core, at the highest priority we may have, while guests run at a lower one. */
const loops: ChildProcess[] = [];
beforeAll(() => {
  for (let count = 0; count < 2 * availableParallelism(); count += 1) {
    loops.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  }
});
afterAll(() => {
  for (const loop of loops) loop.kill('SIGKILL');
});

test('a handler that computes within its limit is not killed for waiting for a core', async () => {
  const body = `await websocket.accept();
for (let turn = 0; turn < 40; turn += 1) {
  for (let n = 0; n < 300_000; n += 1);
  await sleep(0.001);
}`;
  const run = await impatient.program(handler(body)).open();
  expect(await run.outcome()).toBeUndefined();
  await run.stop();
}, 60_000);

test('a plain loop ends by its CPU time, not by being killed', async () => {
  for (let round = 0; round < 5; round += 1) {
    const run = await program(handler(`for (;;) {}`)).open();
    expect(await run.ended).toEqual({ kind: 'limit', limit: 'turnCpuMs' });
  }
}, 60_000);

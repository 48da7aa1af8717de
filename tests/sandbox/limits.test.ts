import { expect, test } from 'vitest';
import { handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

/** Small, so that the limits are met soon. */
const { program } = useTypeScriptSandbox({
  limits: {
    maxTimers: 3,
    maxTurnMessages: 10,
    maxTurnBytes: 4_000,
    maxConsoleBytes: 1_000,
    runCpuMs: 200,
    turnCpuMs: 80,
    turnKillMs: 10_000,
    guestMemoryBytes: 8 * 1024 * 1024,
  },
});

test.each([
  ['maxTimers', `for (let i = 0; i < 4; i += 1) setTimeout(() => {}, 1_000);`],
  ['maxTurnMessages', `for (let i = 0; i < 11; i += 1) console.log(i);`],
  ['maxTurnBytes', `console.log('x'.repeat(4_001));`],
  ['maxConsoleBytes', `for (let i = 0; i < 4; i += 1) { console.log('x'.repeat(300)); await sleep(0.004); }`],
  ['turnCpuMs', `for (;;) {}`],
  ['runCpuMs', `for (;;) { const end = Date.now() + 30; while (Date.now() < end); await sleep(0.004); }`],
  ['guestMemoryBytes', `const kept: string[] = []; for (;;) kept.push('x'.repeat(1 << 20) + kept.length);`],
])('%s ends the run by its name', async (limit, body) => {
  const run = await program(handler(`${body}\nawait new Promise(() => {});`)).open();
  expect(await run.ended).toEqual({ kind: 'limit', limit });
});

test('what a turn posted before it met a limit is told', async () => {
  const run = await program(handler(`console.log('before'); for (;;) {}`)).open();
  expect(await run.ended).toEqual({ kind: 'limit', limit: 'turnCpuMs' });
  expect(run.logged()).toEqual(['before']);
});

test('as many timers as are allowed may run, again and again', async () => {
  const run = await program(
    handler(
      `for (let round = 0; round < 5; round += 1) await Promise.all([sleep(0.004), sleep(0.004), sleep(0.004)]);`,
    ),
  ).open();
  expect(await run.outcome()).toBeUndefined();
  await run.stop();
});

test('memory that runs out is told as the handler saw it, also when one buffer was too large', async () => {
  const run = await program(handler(`new ArrayBuffer(1 << 30);`)).open();
  expect(await run.outcome()).toMatchObject({ message: expect.stringContaining('memory'), line: 4 });
});

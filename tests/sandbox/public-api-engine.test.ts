import { expect, test } from 'vitest';
import { handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox({ recycles: false, warmWorkers: 1 });

test('with recycling switched off every program still gets an engine in its first state', async () => {
  for (let round = 0; round < 4; round += 1) {
    const run = await program(
      handler(
        `console.log(String((globalThis as { left?: number }).left)); (globalThis as { left?: number }).left = 1;`,
      ),
    ).open();
    await run.outcome();
    expect(run.logged()).toEqual(['undefined']);
    await run.stop();
  }
});

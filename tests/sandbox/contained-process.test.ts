import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ContainedProcess } from '#server/sandbox/isolation/contained-process.ts';
import { bubblewrapLauncher, plainLauncher } from '#server/sandbox/isolation/launchers.ts';
import { RUNNER_ENTRY } from '#server/sandbox/isolation/runner-files.ts';

const bubblewrap = bubblewrapLauncher(true);

/** From before bubblewrap has done anything to after the program inside has begun. */
const MOMENTS_MS = Array.from({ length: 40 }, (_, index) => index * 0.3);

/** The streams close when the last process that holds them is gone, so a process left behind is noticed here. */
async function killed(launched: ContainedProcess): Promise<void> {
  launched.child.stdout?.resume();
  const closed = once(launched.child, 'close');
  launched.kill();
  await closed;
}

test.skipIf(bubblewrap === undefined)('a kill while bubblewrap sets up leaves nobody behind', async () => {
  for (const moment of MOMENTS_MS) {
    const launched = bubblewrap!.launch(RUNNER_ENTRY, ['{}']);
    await setTimeout(moment);
    await killed(launched);
    expect(existsSync(`/proc/${launched.child.pid}`)).toBe(false);
  }
});

test('a plain child process is killed at once', async () => {
  const launched = plainLauncher().launch(RUNNER_ENTRY, ['{}']);
  await killed(launched);
  expect(launched.child.signalCode).toBe('SIGKILL');
});

test('a second kill does no harm', async () => {
  const launched = plainLauncher().launch(RUNNER_ENTRY, ['{}']);
  await killed(launched);
  launched.kill();
  expect(launched.child.signalCode).toBe('SIGKILL');
});

test('one that somebody else has ended is over, also when it has left a process with its pipes behind', async () => {
  const launched = new ContainedProcess('/bin/sh', ['-c', 'sleep 60 & echo $!; wait'], { stdio: 'pipe' });
  const [leftBehind] = (await once(launched.child.stdout!, 'data')) as [Buffer];
  const closed = once(launched.child, 'close');
  process.kill(launched.child.pid!, 'SIGKILL');
  expect(await closed).toEqual([null, 'SIGKILL']);
  process.kill(Number(leftBehind));
});

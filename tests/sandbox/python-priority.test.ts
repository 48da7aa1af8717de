import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { innermostProcess } from '#server/sandbox/python/process-usage.ts';
import { IDLE_PROGRAM, PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';

let sandbox: PythonSandbox;
beforeAll(async () => void (sandbox = await startPythonSandbox()));
afterAll(() => sandbox.close());

const shareOf = (pid: number): string => readFileSync(`/proc/${pid}/autogroup`, 'utf8').trim();

test.skipIf(!existsSync('/proc/self/autogroup'))('Pythons yield to the server, the more of them run', async () => {
  const runs = Array.from({ length: 3 }, () => new PythonRun(sandbox, IDLE_PROGRAM));
  await Promise.all(runs.map((run) => run.first('ready')));
  // Of the Python itself and of what contains it: one share for each run, and none is the server's.
  const shares = sandbox.pids.map((pid) => new Set([shareOf(pid), shareOf(innermostProcess(pid))]));
  expect(shares.map(({ size }) => size)).toEqual(shares.map(() => 1));
  expect(shares.some((share) => share.has(shareOf(process.pid)))).toBe(false);
  expect(shares.some((share) => /nice [2-5]$/.test([...share].join('')))).toBe(true);
  for (const run of runs) run.stop();
});

test.skipIf(!existsSync('/proc/self/autogroup'))(
  'a Python that boots for the pool yields to nobody once somebody waits',
  async () => {
    const fresh = await startPythonSandbox({ pythonWarmProcesses: 1 });
    const pid = fresh.pids[0]!;
    await vi.waitFor(() => expect(shareOf(pid)).toMatch(/nice 10$/));
    // Stopped, it cannot finish its boot, after which its share is set in any case.
    const stopped = innermostProcess(pid);
    process.kill(stopped, 'SIGSTOP');
    new PythonRun(fresh, IDLE_PROGRAM);
    await vi.waitFor(() => expect(shareOf(pid)).toMatch(/nice 0$/));
    // What is stopped before bubblewrap has set up its child does not hear of the end.
    for (const left of new Set([innermostProcess(stopped), stopped])) process.kill(left, 'SIGKILL');
    await fresh.close();
  },
);

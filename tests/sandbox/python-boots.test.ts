import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { IDLE_PROGRAM, PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';

test('as many Pythons boot at once as there are processors, and who gives up waiting never gets one', async () => {
  const sandbox = await startPythonSandbox({ pythonWarmProcesses: 0 });
  onTestFinished(() => sandbox.close());
  const atOnce = availableParallelism();
  const runs = Array.from({ length: atOnce + 2 }, () => new PythonRun(sandbox, IDLE_PROGRAM));
  await setImmediate();
  expect(sandbox.pids.length).toBe(atOnce);

  const [gaveUp, ...others] = runs.toReversed();
  gaveUp!.stop();
  expect(await gaveUp!.end()).toEqual({ kind: 'stopped' });
  await Promise.all(others.map((run) => run.first('ready')));
  expect(sandbox.pids.length).toBe(others.length);
});

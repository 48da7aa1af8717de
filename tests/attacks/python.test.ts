import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';
import { HOSTILE_PYTHON } from './hostile-python.ts';

const BYSTANDER = `
import asyncio
async def handler(websocket):
    await websocket.accept()
    while True:
        await websocket.send_text(await websocket.receive_text())
`;

let sandbox: PythonSandbox;
let bystander: PythonRun;

beforeAll(async () => {
  // Less CPU for a whole run than on a server, so that the test of it takes seconds.
  sandbox = await startPythonSandbox({ pythonWarmProcesses: 2, pythonRunCpuMs: 4_000 });
  bystander = new PythonRun(sandbox, BYSTANDER);
  bystander.holdsReceives = true;
  await bystander.dial();
  await bystander.first('send');
});

afterAll(() => sandbox.close());

let echoes = 0;

async function expectBystanderUnharmed(): Promise<void> {
  echoes += 1;
  bystander.hand({ type: 'websocket.receive', text: `echo ${echoes}` });
  await expect.poll(() => bystander.sent().at(-1)?.['text']).toBe(`echo ${echoes}`);
}

test.for(HOSTILE_PYTHON)('$name stays in its own session', async ({ body, end, reports }) => {
  const code = `
import asyncio
async def handler(websocket):
    await websocket.accept()
    ${body.replaceAll('\n', '\n    ')}
`;
  using run = new PythonRun(sandbox, code);
  await run.dial();
  const raised = run.first('raised').then(({ exception: { type, message } }) => `${type}: ${message}`);
  const outcome = await Promise.race([raised, run.end()]).catch(() => run.end());
  if (reports !== undefined) expect(outcome).toMatch(reports);
  else expect(outcome).toMatchObject(end ?? {});
  await expectBystanderUnharmed();
});

test('nothing of a guest is left when it has ended', async () => {
  const foldersOf = () => readdirSync(tmpdir()).filter((name) => name.startsWith('accept-first-python-'));
  const alone = await startPythonSandbox({ pythonWarmProcesses: 0 });
  const before = new Set(foldersOf());
  const run = new PythonRun(alone, BYSTANDER);
  await run.first('ready');
  const [pid = 0] = alone.pids;
  await alone.close();
  expect(alone.pids).toEqual([]);
  expect(isAlive(pid)).toBe(false);
  // The other sandbox of this file fills its pool meanwhile.
  expect(foldersOf().filter((name) => !before.has(name)).length).toBeLessThanOrEqual(sandbox.pids.length);
});

test('a module that one session changes is whole in the next', async () => {
  using vandal = new PythonRun(
    sandbox,
    'import json, builtins\njson.left = builtins.left = 1\nopen("/tmp/left", "w").write("x")\nasync def handler(websocket): ...\n',
  );
  await vandal.first('ready');
  using next = new PythonRun(
    sandbox,
    `
import builtins, json, os
async def handler(websocket):
    await websocket.accept()
    await websocket.close(4000, json.dumps([hasattr(builtins, "left"), hasattr(json, "left"), os.path.exists("/tmp/left")]))
`,
  );
  expect((await next.visit()).sent.at(-1)).toMatchObject({ reason: '[false, false, false]' });
});

test('what waits for a guest that does not read is bounded', async () => {
  const reader = await startPythonSandbox({ pythonWarmProcesses: 0, maxMessageBytes: 1024 * 1024 });
  const asleep = `
from pyodide.code import run_js
async def handler(websocket):
    run_js("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000)")
`;
  const run = new PythonRun(reader, asleep);
  await run.dial();
  const text = 'x'.repeat(1024 * 1024);
  for (let connection = 2; connection <= 20; connection += 1) await run.dial(`/?${text}`, connection);
  expect(await run.end()).toEqual({ kind: 'crashed', detail: 'the guest does not read what it is sent' });
  await reader.close();
});

test('a guest is dead within 250 ms of the decision', async () => {
  const run = new PythonRun(sandbox, BYSTANDER);
  await run.first('ready');
  const pids = sandbox.pids;
  const startedAtMs = performance.now();
  run.stop();
  await expect.poll(() => pids.filter((pid) => !isAlive(pid)).length, { interval: 5 }).toBeGreaterThan(0);
  expect(performance.now() - startedAtMs).toBeLessThan(250);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

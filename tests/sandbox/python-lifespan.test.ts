import { afterAll, beforeAll, expect, test } from 'vitest';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';
import { startServer } from '#tests/helpers/server.ts';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';

const SHUTDOWN_MS = 2_000;

let sandbox: PythonSandbox;
beforeAll(async () => void (sandbox = await startPythonSandbox({ pythonShutdownMs: SHUTDOWN_MS })));
afterAll(() => sandbox.close());

const withLifespan = (end: string): string => `
import asyncio
from contextlib import asynccontextmanager
from fastapi import FastAPI, WebSocket

@asynccontextmanager
async def lifespan(app):
    print("starts")
    yield
    ${end}

app = FastAPI(lifespan=lifespan)

@app.websocket("/")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await websocket.receive_text()
`;

async function stopped(code: string): Promise<PythonRun> {
  const run = new PythonRun(sandbox, code);
  await run.first('ready');
  run.stop();
  expect(await run.end()).toEqual({ kind: 'stopped' });
  return run;
}

test('the end of a lifespan runs when the run is stopped, and its prints are seen', async () => {
  const run = await stopped(withLifespan('await asyncio.sleep(0.01); print("ends")'));
  expect(run.console()).toEqual(['log: starts', 'log: ends']);
});

test('an exception in the end of a lifespan is shown with its traceback', async () => {
  const run = await stopped(withLifespan('raise RuntimeError("no end")'));
  const [, shown] = run.console().join('\n').split('log: starts\n');
  expect(shown).toMatch(/^error: ERROR: {4}Traceback[^]*line 10, in lifespan[^]*RuntimeError: no end$/m);
  expect(shown).toMatch(/ERROR: {4}Application shutdown failed. Exiting.$/);
});

test('an application without a lifespan is stopped at once', async () => {
  const run = new PythonRun(sandbox, 'async def app(scope, receive, send):\n    assert scope["type"] == "websocket"\n');
  await run.first('ready');
  const begunMs = performance.now();
  run.stop();
  await run.end();
  expect(performance.now() - begunMs).toBeLessThan(SHUTDOWN_MS);
});

test('a lifespan that does not end is not waited for longer than the limit', async () => {
  const run = new PythonRun(sandbox, withLifespan('print("waits"); await asyncio.sleep(3600)'));
  await run.first('ready');
  const begunMs = performance.now();
  run.stop();
  await run.end();
  expect(performance.now() - begunMs).toBeGreaterThanOrEqual(SHUTDOWN_MS - 1);
  expect(run.console()).toContain('log: waits');
});

test('what the end of a lifespan prints is on the timeline before the run has ended', async () => {
  await using server = await startServer();
  await using control = await ControlClient.connect(server.socketUrl);
  await control.run(withLifespan('print("ends")'), { language: 'python' });
  control.send({ type: 'stop', runId: 'run' });
  await control.next('run-ended');
  const texts = control.received.flatMap((message) =>
    message.type === 'timeline'
      ? message.events.map((event) => (event.kind === 'console' ? event.text : event.kind))
      : [],
  );
  expect(texts).toEqual(['starts', 'ends']);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';

/** What a program sees of the event loop and its logs is what it would see in uvicorn. */

let sandbox: PythonSandbox;

beforeAll(async () => {
  sandbox = await startPythonSandbox({ pythonWarmProcesses: 2 });
});

afterAll(() => sandbox.close());

/** What a handler of these lines prints, and what escapes it. */
async function shown(body: string) {
  using run = new PythonRun(
    sandbox,
    `
import asyncio, logging, sys, time, traceback
async def fail():
    raise ValueError("lost")
async def handler(websocket):
    await websocket.accept()
    ${body.trim().replaceAll('\n', '\n    ')}
    await asyncio.sleep(0.05)
`,
  );
  const { raised } = await run.visit();
  return { console: run.console().join('\n'), raised };
}

test('a call that is not awaited is warned of, and nothing else is said', async () => {
  const { console } = await shown('websocket.close(4000)');
  expect(console.split('\n')[0]).toBe(
    "error: handler.py:7: RuntimeWarning: coroutine 'WebSocket.close' was never awaited",
  );
  expect(console).not.toMatch(/destroyed|Unhandled|_playground/);
});

test('an exception of a task is complained of when nobody can await it any more', async () => {
  const { console } = await shown('asyncio.create_task(fail())');
  expect(console).toMatch(/^error: Task exception was never retrieved$/m);
  expect(console).toMatch(/coro=<fail\(\) done, defined at handler.py:3> exception=ValueError\('lost'\)>/);
});

test('an exception of a task that is awaited later is not complained of', async () => {
  const { console } = await shown(`
task = asyncio.create_task(fail())
await asyncio.sleep(0.01)
try:
    await task
except ValueError as error:
    print("caught", error)
`);
  expect(console).toBe('log: caught lost');
});

test('time.sleep holds up everything, as on a server', async () => {
  const { console } = await shown(`
asyncio.get_running_loop().call_soon(print, "another")
time.sleep(0.05)
print("slept")
`);
  expect(console).toBe('log: slept\nlog: another');
});

test.for([
  ['asyncio.run(fail())', 'asyncio.run() cannot be called from a running event loop'],
  ['asyncio.get_running_loop().run_until_complete(fail())', 'This event loop is already running'],
])('%s is refused, because the loop runs already', async ([call, message]) => {
  expect((await shown(call ?? '')).raised).toMatchObject({ type: 'RuntimeError', message });
});

test("uvicorn's logger is there, at its level and in its form", async () => {
  const { console } = await shown(`
logging.getLogger("uvicorn.error").info("one")
logging.getLogger("uvicorn").debug("not shown")
`);
  expect(console).toBe('info: INFO:     one');
});

test('bytes can be written to the standard output', async () => {
  expect((await shown('sys.stdout.buffer.write("é\\n".encode())')).console).toBe('log: é');
});

test('a traceback that a program prints has no frames of the playground', async () => {
  using run = new PythonRun(
    sandbox,
    'import traceback\nasync def handler(ws):\n    try:\n        await ws.accept()\n    except Exception:\n        traceback.print_exc()\n',
  );
  run.refuse = () => ({ type: 'RuntimeError', message: 'refused' });
  await run.visit();
  const console = run.console().join('\n');
  expect(console).toMatch(/File "handler.py", line 4[^]*starlette\/websockets.py[^]*RuntimeError: refused$/);
  expect(console).not.toContain('_playground');
});

test('a message that comes when a receive has been given up is for the next one', async () => {
  using run = new PythonRun(
    sandbox,
    `
import asyncio
async def handler(websocket):
    await websocket.accept()
    for _ in range(2):
        try:
            await asyncio.wait_for(websocket.receive_text(), 0.02)
        except TimeoutError:
            print("given up")
    await websocket.send_text(await websocket.receive_text() + await websocket.receive_text())
`,
  );
  run.holdsReceives = true;
  await run.dial();
  const count = (wanted: string) => run.messages.filter(({ type }) => type === wanted).length;
  // The message of the first was on its way when it was given up.
  await expect.poll(() => count('abandon')).toBe(2);
  await expect.poll(() => count('receive')).toBe(4);
  run.hand({ type: 'websocket.receive', text: 'on its way, ' });
  await expect.poll(() => count('abandon')).toBe(3);
  // That of the third is not: it was handed what the first had left, and the fourth waits.
  await expect.poll(() => count('receive')).toBe(5);
  run.hand({ type: 'websocket.receive', text: 'kept' });
  await run.first('returned');
  expect(run.sent().at(-1)).toMatchObject({ text: 'on its way, kept' });
});

test('nothing comes between a send and the next line of who sends: no task, no timer, no callback', async () => {
  const { console } = await shown(`
loop = asyncio.get_running_loop()
async def talk(name):
    for number in range(2):
        loop.call_soon(print, "callback of", name)
        loop.call_later(0.001, print, "timer of", name)
        await websocket.send_text(name)
        print(name, number)
await asyncio.gather(talk("a"), talk("b"))
await asyncio.sleep(0.01)
`);
  const lines = console.split('\n').map((line) => line.replace('log: ', ''));
  expect(lines.slice(0, 4)).toEqual(['a 0', 'a 1', 'b 0', 'b 1']);
  expect(lines.slice(4).filter((line) => line.startsWith('callback'))).toEqual(
    ['a', 'a', 'b', 'b'].map((name) => `callback of ${name}`),
  );
  expect(lines.length).toBe(12);
});

test('a timer that came due during a send can still be cancelled', async () => {
  const { console } = await shown(`
timer = asyncio.get_running_loop().call_later(0, print, "too late")
await websocket.send_text("")
timer.cancel()
print("cancelled")
`);
  expect(console).toBe('log: cancelled');
});

test('a task that was cancelled notices it where it waits, and not in a send', async () => {
  const { console } = await shown(`
asyncio.current_task().cancel("enough")
await websocket.send_text("")
print("sent")
try:
    await asyncio.sleep(0)
except asyncio.CancelledError as cancelled:
    print("cancelled:", cancelled, asyncio.current_task().cancelling())
`);
  expect(console).toBe('log: sent\nlog: cancelled: enough 1');
});

test('a send that its server keeps waiting lets others run, and can be cancelled', async () => {
  using run = new PythonRun(
    sandbox,
    `
import asyncio
async def app(scope, receive, send):
    assert scope["type"] == "websocket"
    sending = asyncio.create_task(send({"type": "websocket.send", "text": "much"}))
    await asyncio.sleep(0.01)
    print("others run", sending.done())
    sending.cancel()
    await asyncio.wait([sending])
    print("cancelled", sending.cancelled())
`,
  );
  run.keepsWaiting = () => true;
  await run.visit();
  expect(run.console()).toEqual(['log: others run False', 'log: cancelled True']);
});

test('a receive that is cancelled is taken back before anything else is said to the server', async () => {
  using run = new PythonRun(
    sandbox,
    `
import asyncio
async def handler(websocket):
    await websocket.accept()
    waiting = asyncio.create_task(websocket.receive_text())
    await asyncio.sleep(0)
    waiting.cancel()
    await websocket.close(4000)
`,
  );
  run.holdsReceives = true;
  await run.dial();
  await run.first('returned');
  const said = run.messages.map((message) => (message.type === 'send' ? message.message.type : message.type));
  expect(said.slice(said.indexOf('abandon'), -1)).toContain('websocket.close');
});

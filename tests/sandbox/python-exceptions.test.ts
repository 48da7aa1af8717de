import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';

let sandbox: PythonSandbox;

beforeAll(async () => {
  sandbox = await startPythonSandbox({ pythonWarmProcesses: 2 });
});

afterAll(() => sandbox.close());

async function raisedBy(body: string) {
  using run = new PythonRun(
    sandbox,
    `import asyncio\nasync def handler(websocket):\n    ${body.replaceAll('\n', '\n    ')}\n`,
  );
  return (await run.visit()).raised;
}

async function rejectionOf(code: string) {
  using run = new PythonRun(sandbox, code);
  return await run.end();
}

test('an exception of Starlette comes with its text and the line of the handler', async () => {
  expect(await raisedBy('await websocket.accept()\nawait websocket.accept()')).toEqual({
    type: 'RuntimeError',
    message: `Expected ASGI message "websocket.send" or "websocket.close", but got 'websocket.accept'`,
    line: 4,
    column: 5,
    traceback: [
      'Traceback (most recent call last):',
      '  File "handler.py", line 4, in handler',
      '    await websocket.accept()',
      `RuntimeError: Expected ASGI message "websocket.send" or "websocket.close", but got 'websocket.accept'`,
    ].join('\n'),
  });
});

test('a disconnect has the type and text that Starlette gives it', async () => {
  const raised = await raisedBy('await websocket.accept()\nawait websocket.receive_text()');
  expect(raised).toMatchObject({
    type: 'starlette.websockets.WebSocketDisconnect',
    message: "(1005, '')",
    line: 4,
  });
});

test('a chain of exceptions keeps the own lines of each', async () => {
  const raised = await raisedBy('try:\n    [][0]\nexcept IndexError as error:\n    raise ValueError("ö") from error');
  expect(raised?.traceback).toBe(
    [
      'Traceback (most recent call last):',
      '  File "handler.py", line 4, in handler',
      '    [][0]',
      '    ~~^^^',
      'IndexError: list index out of range',
      '',
      'The above exception was the direct cause of the following exception:',
      '',
      'Traceback (most recent call last):',
      '  File "handler.py", line 6, in handler',
      '    raise ValueError("ö") from error',
      'ValueError: ö',
    ].join('\n'),
  );
});

test('an exception group shows each of its exceptions', async () => {
  const raised = await raisedBy(
    'async def fail(): raise KeyError("x")\nasync with asyncio.TaskGroup() as group:\n    group.create_task(fail())',
  );
  expect(raised?.type).toBe('ExceptionGroup');
  expect(raised?.traceback).toContain("KeyError: 'x'");
  expect(raised?.traceback).not.toContain('asyncio/');
});

test('a missing module is explained by a list of what is there', async () => {
  const end = await rejectionOf('import os\nimport redis\n');
  expect(end).toMatchObject({
    kind: 'rejected',
    exception: { type: 'ModuleNotFoundError', message: "No module named 'redis'", line: 2 },
    diagnostics: [{ line: 2, column: 1, endLine: 2, endColumn: 13, severity: 'error' }],
  });
  expect(end.kind === 'rejected' && end.diagnostics[0]?.message).toBe(
    "ModuleNotFoundError: No module named 'redis'. This Python has its standard library and fastapi, starlette, " +
      'pydantic, anyio, typing_extensions, idna, opentelemetry.api and autocoder.',
  );
});

test('an import of a server is told that this is one', async () => {
  expect(await rejectionOf('import uvicorn\n')).toMatchObject({
    diagnostics: [{ message: expect.stringContaining('The playground is the server') }],
  });
});

test.for([
  ['a missing parenthesis', 'x = 1\nprint("a"\n', { line: 2, column: 6, message: "SyntaxError: '(' was never closed" }],
  ['an error behind an emoji', 's = "😀"; x = = 1\n', { line: 1, column: 15, message: 'SyntaxError: invalid syntax' }],
  ['a tab among spaces', 'if True:\n        a\n\tb\n', { line: 3, message: expect.stringContaining('TabError') }],
  [
    'an await outside of a function',
    'await x\n',
    { line: 1, column: 1, message: "SyntaxError: 'await' outside function" },
  ],
  ['a NUL', 'x = "\0"\n', { line: 1, message: expect.stringContaining('null byte') }],
] as const)('%s becomes a marker', async ([, code, marker]) => {
  const end = await rejectionOf(code);
  expect(end).toMatchObject({ kind: 'rejected', diagnostics: [marker] });
  expect(end).not.toHaveProperty('exception');
});

test('a lone surrogate in the source is refused with a reason', async () => {
  const end = await rejectionOf('x = "\ud800"\n');
  expect(end).toMatchObject({ kind: 'rejected', diagnostics: [{ message: expect.stringContaining('surrogates') }] });
});

test('a start-up of the lifespan that fails refuses the run with its exception', async () => {
  const end = await rejectionOf(`
from contextlib import asynccontextmanager
from fastapi import FastAPI
@asynccontextmanager
async def lifespan(app):
    raise ConnectionError("no database")
    yield
app = FastAPI(lifespan=lifespan)
`);
  expect(end).toMatchObject({
    kind: 'rejected',
    exception: { type: 'ConnectionError', message: 'no database', line: 6 },
    diagnostics: [{ line: 6 }],
    during: 'lifespan',
  });
});

test('a program without an application is told what one is', async () => {
  expect(await rejectionOf('import os\nx = 1\n')).toMatchObject({
    kind: 'rejected',
    diagnostics: [{ message: expect.stringMatching(/^NoApplication: .*Define app = FastAPI\(\)/) }],
  });
});

test('an exception that the server raises keeps its type and is an OSError where it was one', async () => {
  using run = new PythonRun(
    sandbox,
    `
async def app(scope, receive, send):
    if scope["type"] != "websocket": return
    await send({"type": "websocket.accept"})
    errors = []
    for _ in range(2):
        try:
            await send({"type": "websocket.send", "text": "x"})
        except Exception as error:
            errors.append(f"{type(error).__module__}.{type(error).__name__} {error} {isinstance(error, OSError)}")
    await send({"type": "websocket.close", "reason": "|".join(errors)})
`,
  );
  const refusals = [
    { type: 'uvicorn.protocols.utils.ClientDisconnected', message: '', isOsError: true },
    { type: 'UnicodeEncodeError', message: 'surrogates not allowed' },
  ];
  run.refuse = (message) => (message.type === 'websocket.send' ? refusals.shift() : undefined);
  const { sent } = await run.visit();
  expect(sent.at(-1)?.reason).toBe(
    'uvicorn.protocols.utils.ClientDisconnected  True|builtins.UnicodeEncodeError surrogates not allowed False',
  );
});

test('sys.exit and a cancellation of oneself are exceptions of the handler', async () => {
  expect(await raisedBy('import sys\nsys.exit(3)')).toMatchObject({ type: 'SystemExit', message: '3' });
  expect(await raisedBy('raise asyncio.CancelledError')).toMatchObject({ type: 'asyncio.exceptions.CancelledError' });
});

test('a thread cannot be started, and the exception says what to do instead', async () => {
  const raised = await raisedBy('import threading\nthreading.Thread(target=print).start()');
  expect(raised?.message).toBe("can't start new thread");
  expect(raised?.traceback).toContain('There are no threads in WebAssembly.');
});

test.for([
  ['of 30 MB', 'raise ValueError("x" * 30_000_000)', 'ValueError'],
  [
    'of two thousand groups',
    'error = ValueError()\n    for _ in range(2000): error = ExceptionGroup("g", [error])\n    raise error',
    'ExceptionGroup',
  ],
  [
    'whose text cannot be had',
    'class Silent(RuntimeError):\n        __module__ = 5\n        def __str__(self): raise SystemExit\n    raise Silent()',
    '5.handler.<locals>.Silent',
  ],
])('an exception %s ends its handler and is told by its name', async ([, code, type]) => {
  using run = new PythonRun(sandbox, `async def handler(websocket):\n    await websocket.accept()\n    ${code}\n`);
  const { raised } = await run.visit();
  expect(raised?.type).toBe(type);
  expect(raised?.message.length).toBeLessThanOrEqual(10_000);
});

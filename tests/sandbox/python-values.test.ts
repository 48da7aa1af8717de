import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';

let sandbox: PythonSandbox;

beforeAll(async () => {
  sandbox = await startPythonSandbox({ pythonWarmProcesses: 2 });
});

afterAll(() => sandbox.close());

const ECHO = `
import json
async def handler(websocket):
    await websocket.accept()
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        await websocket.send({**message, "type": "websocket.send"})
`;

test('text crosses the boundary whole: NUL, lone surrogates, line separators and emoji', async () => {
  using run = new PythonRun(sandbox, ECHO);
  const texts = ['a\0b', '\ud800', '\udc00x', '\u2028\u2029', '😀 é €', '"\\', ''];
  for (const text of texts) run.inbox.push({ type: 'websocket.receive', text });
  const { sent } = await run.visit();
  expect(sent.slice(1).map(({ text }) => text)).toEqual(texts);
});

test('binary data crosses the boundary whole, a mebibyte of it too', async () => {
  using run = new PythonRun(sandbox, ECHO);
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const payloads = [every, Buffer.alloc(0), Buffer.alloc(1024 * 1024, every)].map((bytes) => bytes.toString('base64'));
  for (const bytes of payloads) run.inbox.push({ type: 'websocket.receive', bytes });
  const { sent } = await run.visit();
  expect(sent.slice(1).map(({ bytes }) => bytes)).toEqual(payloads);
});

test('a message with both keys reaches the handler with both', async () => {
  using run = new PythonRun(sandbox, ECHO);
  run.inbox.push({ type: 'websocket.receive', text: 'x', bytes: null });
  const { sent } = await run.visit();
  expect(sent[1]).toEqual({ type: 'websocket.send', text: 'x', bytes: null });
});

test.for([
  ['bytes as a reason', 'await ws.close(4000, b"x")', { reason: { python: 'bytes', text: "b'x'" } }],
  ['a float as a code', 'await ws.close(4000.0)', { code: { python: 'float', text: '4000.0' } }],
  ['no number as a code', 'await ws.close(float("nan"))', { code: { python: 'float', text: 'nan' } }],
  ['text as bytes', 'await ws.send_bytes("x")', { bytes: { python: 'str', text: 'x' } }],
  [
    'text as a header',
    'await ws.send({"type": "websocket.http.response.start", "status": 404, "headers": [("a", b"b")]})',
    { headers: [[{ python: 'str', text: 'a' }, 'b']] },
  ],
  [
    'a list of sixty lists',
    'await ws.send({"type": "websocket.send", "text": "a", "more": __import__("functools").reduce(lambda x, _: [x], range(60), 1)})',
    { more: [[[[[[[[{ python: 'list' }]]]]]]]] },
  ],
  [
    'what has no text',
    'await ws.send({"type": "websocket.send", "text": "a", "more": Silent()})',
    { more: { python: 'Silent', text: '<Silent>' } },
  ],
] as const)('%s reaches the server with its type, and the server decides', async ([, call, sent]) => {
  const accepts = call.includes('http.response') ? '' : '    await ws.accept()\n';
  using run = new PythonRun(
    sandbox,
    `class Silent:\n    def __str__(self): raise ValueError()\nasync def handler(ws):\n${accepts}    ${call}\n`,
  );
  expect((await run.visit()).sent.at(-1)).toMatchObject(sent);
});

test.for([
  ['without a type', '{"text": "x"}', { type: 'KeyError', message: "'type'" }],
  ['that is none', '"x"', { type: 'TypeError' }],
] as const)('a message %s raises what a server raises', async ([, message, raised]) => {
  using run = new PythonRun(
    sandbox,
    `async def app(scope, receive, send):\n    assert scope["type"] == "websocket"\n    await send(${message})\n`,
  );
  expect((await run.visit()).raised).toMatchObject({ ...raised, line: 3 });
});

test('numbers, dictionaries and enums cross as JSON has them', async () => {
  using run = new PythonRun(
    sandbox,
    `
from fastapi import status
from http import HTTPStatus
async def handler(ws):
    await ws.accept()
    await ws.close(status.WS_1008_POLICY_VIOLATION, {"a": (1, None, True, HTTPStatus.OK)})
`,
  );
  expect((await run.visit()).sent[1]).toEqual({
    type: 'websocket.close',
    code: 1008,
    reason: { a: [1, null, true, 200] },
  });
});

test('prints, logs and calls name the line of the handler and its connection', async () => {
  using run = new PythonRun(
    sandbox,
    `import logging, sys
logging.basicConfig(level=logging.DEBUG, format="%(name)s %(message)s")
log = logging.getLogger("mine")
print("loading")
async def handler(ws):
    print("a", "b", sep="-", end="")
    print()
    log.info("one")
    log.warning("two")
    logging.error("three")
    print("to stderr", file=sys.stderr)
    await ws.accept()
    print("unfinished", end="")
`,
  );
  await run.visit();
  const console = run.messages.filter((message) => message.type === 'console');
  expect(console).toEqual([
    { type: 'console', level: 'log', text: 'loading', line: 4 },
    { type: 'console', level: 'log', text: 'a-b', line: 6, connection: 1 },
    { type: 'console', level: 'info', text: 'mine one', line: 8, connection: 1 },
    { type: 'console', level: 'warn', text: 'mine two', line: 9, connection: 1 },
    { type: 'console', level: 'error', text: 'root three', line: 10, connection: 1 },
    { type: 'console', level: 'error', text: 'to stderr', line: 11, connection: 1 },
    { type: 'console', level: 'log', text: 'unfinished', line: 13, connection: 1 },
  ]);
  expect(run.messages).toContainEqual(expect.objectContaining({ type: 'send', line: 12 }));
  expect(run.messages).toContainEqual({ type: 'receive', connection: 1, call: 0, line: 12 });
});

test('every change of the states is told before the message that follows from it', async () => {
  using run = new PythonRun(
    sandbox,
    'import json\nasync def handler(ws):\n    await ws.accept()\n    await ws.close(4000)\n',
  );
  await run.visit();
  const told = run.messages.flatMap((message) => {
    if (message.type === 'state') return [`${message.client_state}/${message.application_state}`];
    if (message.type === 'send') return [message.message.type];
    return message.type === 'receive' ? ['receive'] : [];
  });
  expect(told).toEqual([
    'receive',
    'CONNECTED/CONNECTING',
    'CONNECTED/CONNECTED',
    'websocket.accept',
    'CONNECTED/DISCONNECTED',
    'websocket.close',
  ]);
});

test('a broadcast reports the states of the connections that it reaches', async () => {
  using run = new PythonRun(
    sandbox,
    `
import asyncio
others = []
async def handler(ws, name: str):
    await ws.accept()
    if name == "first":
        others.append(ws)
        await asyncio.sleep(3600)
    for other in others:
        await other.close(4001, "from the second")
`,
  );
  await run.dial('/first', 1);
  await run.first('send', 1);
  await run.visit('/second', 2);
  expect(run.sent(1).at(-1)).toMatchObject({ code: 4001 });
  expect(run.messages).toContainEqual({
    type: 'state',
    connection: 1,
    client_state: 'CONNECTED',
    application_state: 'DISCONNECTED',
  });
});

test('what is random differs between two sessions', async () => {
  const code = `
import random, secrets, uuid, os, tempfile
async def handler(ws):
    await ws.accept()
    values = [random.random(), random.choice(range(10**9)), secrets.token_hex(), uuid.uuid4(), os.urandom(8)]
    await ws.close(4000, "|".join(map(str, values)))
`;
  const runs = [new PythonRun(sandbox, code), new PythonRun(sandbox, code)];
  const [one, two] = await Promise.all(
    runs.map(async (run) => String((await run.visit()).sent.at(-1)?.reason).split('|')),
  );
  for (const run of runs) run.stop();
  expect(one).toHaveLength(5);
  one?.forEach((value, index) => expect(value).not.toBe(two?.[index]));
});

test.for([
  ['waits for a message', 'await websocket.receive_text()'],
  ['waits for a timer', 'await asyncio.sleep(3600)'],
  [
    'has cancelled what it waited for',
    'try:\n    async with asyncio.timeout(0): await asyncio.sleep(1)\n  except TimeoutError: pass\n  await asyncio.sleep(3600)',
  ],
  ['never rests', 'while True: await asyncio.sleep(0)'],
] as const)('a guest that %s is no longer busy, and has said before what it does', async ([, body]) => {
  using run = new PythonRun(
    sandbox,
    `import asyncio\nasync def handler(websocket):\n  await websocket.accept()\n  print("here")\n  ${body}\n`,
  );
  run.holdsReceives = true;
  await run.dial();
  expect(run.busy).toBe(true);
  await run.first('console');
  await run.idle();
  expect(run.console()).toEqual(['log: here']);
});

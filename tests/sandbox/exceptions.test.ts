import { expect, test } from 'vitest';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { BODY_LINE, handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

test('WebSocketException closes the same connection with its code', async () => {
  const run = await program(handler(`await websocket.accept(); throw new WebSocketException(1008, 'policy');`)).open();
  expect(await run.outcome()).toBeUndefined();
  expect(run.sent()[1]).toEqual({ type: 'websocket.close', code: 1008, reason: 'policy' });
  await run.stop();
});

test('WebSocketException after close is refused by the same state machine', async () => {
  const body = `await websocket.accept(); await websocket.close(); throw new WebSocketException({ code: 1008 });`;
  const run = await program(handler(body)).open();
  expect(await run.outcome()).toMatchObject({ type: 'WebSocketDisconnected' });
  await run.stop();
});

test.each([
  ['before accept', ''],
  ['after accept', 'await websocket.accept();'],
])('HTTPException %s sends an HTTP response, whatever the state', async (_when, first) => {
  const run = await program(
    handler(`${first} throw new HTTPException(401, undefined, { 'x-why': 'because' });`),
  ).open();
  expect(await run.outcome()).toBeUndefined();
  expect(run.sent().slice(-2)).toEqual([
    {
      type: 'websocket.http.response.start',
      status: 401,
      headers: [
        ['x-why', 'because'],
        ['content-length', '12'],
        ['content-type', 'text/plain; charset=utf-8'],
      ],
    },
    { type: 'websocket.http.response.body', body: btoa('Unauthorized') },
  ]);
  await run.stop();
});

test('an exception handler takes its class and the subclasses, and one for Error takes nothing', async () => {
  const run = await program(
    `import { app } from 'playground';
class AppError extends Error {}
class Missing extends AppError {}
app.exceptionHandler(AppError, (websocket, error) => websocket.close(4010, error.message));
app.exceptionHandler(Error, (websocket) => websocket.close(4999));
app.websocket('/app', async (websocket) => { await websocket.accept(); throw new Missing('gone'); });
app.websocket('/other', async (websocket) => { await websocket.accept(); throw new TypeError('other'); });`,
  ).open(1, scopeOf('/app'));
  expect(await run.outcome(1)).toBeUndefined();
  expect(run.sent(1)[1]).toEqual({ type: 'websocket.close', code: 4010, reason: 'gone' });
  await run.open(2, scopeOf('/other'));
  expect(await run.outcome(2)).toMatchObject({ type: 'TypeError', message: 'other', line: 7 });
  await run.stop();
});

test('what an exception handler raises is looked up once more, with a connection that knows nothing of the first', async () => {
  const run = await program(
    `import { app, WebSocketException } from 'playground';
class First extends Error {}
class Second extends Error {}
app.exceptionHandler(First, (websocket) => { console.log(websocket.applicationState); throw new Second('again'); });
app.exceptionHandler(Second, (websocket, error) => { console.log(websocket.applicationState); throw error; });
app.websocket('/twice', async (websocket) => { await websocket.accept(); throw new First('once'); });
class Refused extends Error {}
app.exceptionHandler(Refused, () => { throw new WebSocketException(4010, 'refused'); });
app.websocket('/closes', async (websocket) => { await websocket.accept(); throw new Refused('no'); });`,
  ).open(1, scopeOf('/twice'));
  expect(await run.outcome(1)).toMatchObject({ type: 'Second', message: 'again' });
  expect(run.logged()).toEqual(['CONNECTED', 'CONNECTING']);
  await run.open(2, scopeOf('/closes'));
  expect(await run.outcome(2)).toBeUndefined();
  expect(run.sent(2)[1]).toEqual({ type: 'websocket.close', code: 4010, reason: 'refused' });
  await run.stop();
});

test('what the library’s own exception handlers meet is told at the line that raised', async () => {
  const run = await program(
    handler(`await websocket.accept();\nawait websocket.close();\nthrow new WebSocketException(4001);`),
  ).open();
  expect(await run.outcome()).toMatchObject({ type: 'WebSocketDisconnected', line: BODY_LINE + 2 });
  await run.stop();
  const euro = await program(handler(`throw new HTTPException(400, 'no', { 'x-price': '5 €' });`)).open();
  expect(await euro.outcome()).toMatchObject({
    type: 'UnicodeEncodeError',
    message: String.raw`'latin-1' codec can't encode character '\u20ac' in position 2: ordinal not in range(256)`,
    line: BODY_LINE,
  });
  expect(euro.sent()).toEqual([]);
  await euro.stop();
});

test('an exception is told with the positions of the source, without frames of the library', async () => {
  const body = `  await websocket.accept();
  check({ size: 1 });
  function check(options: { size: number }): void {
    if (options.size === 1) throw new TypeError('size');
  }`;
  const run = await program(handler(body)).open();
  const raised = await run.outcome();
  expect(raised).toMatchObject({ type: 'TypeError', message: 'size', line: BODY_LINE + 3, column: 39 });
  expect(raised?.traceback).toBe(
    `TypeError: size\n    at check (handler.ts:${BODY_LINE + 3}:39)\n    at <anonymous> (handler.ts:${BODY_LINE + 1}:3)\n`,
  );
  await run.stop();
});

test('positions are those of the source also when an enum had to be rewritten', async () => {
  const run = await program(
    `import { app } from 'playground';
enum Code {
  Missing = 4004,
}
class Registry { constructor(private names: string[]) {} has(name: string) { return this.names.includes(name); } }

app.websocket('/', async (websocket) => {
  await websocket.accept();
  if (!new Registry(['QR']).has('x')) await websocket.close({ code: Code.Missing });
  throw new Error('here');
});`,
  ).open();
  expect(await run.outcome()).toMatchObject({ line: 10, column: 13 });
  expect(
    run.messages.filter((message) => message.type === 'send').map((message) => [message.line, message.message]),
  ).toEqual([
    [8, { type: 'websocket.accept', subprotocol: null, headers: [] }],
    [9, { type: 'websocket.close', code: 4004, reason: '' }],
  ]);
  await run.stop();
});

test('an error class of the program is named after its class, and positioned at the throw', async () => {
  const run = await program(
    `import { app } from 'playground';
class BadInput extends Error {}
app.websocket('/', () => {
  throw new BadInput('no');
});`,
  ).open();
  expect(await run.outcome()).toMatchObject({ type: 'BadInput', message: 'no', line: 4 });
  await run.stop();
});

test.each([
  [`throw 'a string';`, 'Error', 'a string'],
  [`throw null;`, 'Error', 'null'],
  [`throw { code: 1 };`, 'Object', '{ code: 1 }'],
  [
    `throw new Proxy({}, { get() { throw 1; }, has() { throw 2; }, getPrototypeOf() { throw 3; } });`,
    'Error',
    '[value that throws when it is read]',
  ],
  [`throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1; } });`, 'Error', ''],
])('anything may be thrown: %s', async (body, type, message) => {
  const run = await program(handler(body)).open();
  expect(await run.outcome()).toMatchObject({ type, message: expect.stringContaining(message) });
  await run.stop();
});

test('HTTPException without a detail takes the phrase of its status, and refuses a status that has none', async () => {
  const known = await program(
    handler(`try { throw new HTTPException(511); } catch (error) { console.log(error.detail); }`),
  ).open();
  expect((await known.next('console')).text).toBe('Network Authentication Required');
  await known.stop();
  const unknown = await program(handler(`throw new HTTPException(499);`)).open();
  expect(await unknown.outcome()).toMatchObject({ type: 'ValueError', message: '499 is not a valid HTTPStatus' });
  await unknown.stop();
});

import { expect, test } from 'vitest';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { BODY_LINE, handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

/** What a handler logs, with these messages waiting for it. */
async function logOf(
  body: string,
  scope = scopeOf(),
  ...messages: Parameters<Awaited<ReturnType<typeof program>>['open']>[2][]
) {
  const run = await program(handler(body)).open(1, scope, ...messages);
  const raised = await run.outcome();
  await run.stop();
  return raised === undefined ? run.logged() : raised;
}

test('accept sends the subprotocol and the headers, with names in lower case', async () => {
  const body = `await websocket.accept({ subprotocol: 'chat', headers: { 'X-Why': 'because' } });`;
  const run = await program(handler(body)).open();
  await run.outcome();
  expect(run.sent()).toEqual([{ type: 'websocket.accept', subprotocol: 'chat', headers: [['x-why', 'because']] }]);
  await run.stop();
});

test.each([
  ['close()', { code: 1000, reason: '' }],
  ['close(4000)', { code: 4000, reason: '' }],
  [`close(4000, 'why')`, { code: 4000, reason: 'why' }],
  [`close({ reason: 'why' })`, { code: 1000, reason: 'why' }],
  [`close({ code: null })`, { code: null, reason: '' }],
  [`close('4000' as never)`, { code: '4000', reason: '' }],
  ['close(NaN)', { code: { python: 'float', text: 'nan' }, reason: '' }],
  ['close(-Infinity)', { code: { python: 'float', text: '-inf' }, reason: '' }],
])('%s', async (call, message) => {
  const run = await program(handler(`await websocket.accept(); await websocket.${call};`)).open();
  await run.outcome();
  expect(run.sent()[1]).toEqual({ type: 'websocket.close', ...message });
  await run.stop();
});

test('text, bytes and JSON go out as ASGI messages', async () => {
  const body = `await websocket.accept();
await websocket.sendText('é');
await websocket.sendBytes(new Uint8Array([0, 255]));
await websocket.sendJson({ a: ['ü', null] });
await websocket.sendJson([1], 'binary');`;
  const run = await program(handler(body)).open();
  await run.outcome();
  expect(run.sent().slice(1)).toEqual([
    { type: 'websocket.send', text: 'é' },
    { type: 'websocket.send', bytes: 'AP8=' },
    { type: 'websocket.send', text: '{"a":["ü",null]}' },
    { type: 'websocket.send', bytes: btoa('[1]') },
  ]);
  await run.stop();
});

test('text, bytes and JSON come in', async () => {
  const body = `await websocket.accept();
console.log(await websocket.receiveText());
console.log(await websocket.receiveBytes());
console.log(await websocket.receiveJson());
console.log(await websocket.receiveJson('binary'));`;
  expect(
    await logOf(
      body,
      scopeOf(),
      { type: 'websocket.receive', text: 'hello' },
      { type: 'websocket.receive', bytes: 'AP8=' },
      { type: 'websocket.receive', text: '{"a":1}' },
      { type: 'websocket.receive', bytes: btoa('[2]') },
    ),
  ).toEqual(['hello', 'Uint8Array (2) [ 0, 255 ]', '{ a: 1 }', '[ 2 ]']);
});

test('receiveText of a binary message raises KeyError, and gives null when the server sends both keys', async () => {
  const body = `await websocket.accept();
console.log(await websocket.receiveText());
await websocket.receiveText();`;
  expect(
    await logOf(
      body,
      scopeOf(),
      { type: 'websocket.receive', text: null, bytes: 'AA==' },
      { type: 'websocket.receive', bytes: 'AA==' },
    ),
  ).toMatchObject({ type: 'KeyError', message: "'text'", line: BODY_LINE + 2 });
});

test('WebSocketDisconnect carries code and reason, and the line that waited', async () => {
  const body = `await websocket.accept();
await websocket.receiveText();`;
  expect(await logOf(body, scopeOf(), { type: 'websocket.disconnect', code: 4001, reason: "it's over" })).toMatchObject(
    {
      type: 'WebSocketDisconnect',
      message: `(4001, "it's over")`,
      line: BODY_LINE + 1,
      column: 17,
    },
  );
});

test.each([
  ['iterText', { type: 'websocket.receive', text: 'a' } as const, 'a'],
  ['iterBytes', { type: 'websocket.receive', bytes: 'AQ==' } as const, 'Uint8Array (1) [ 1 ]'],
  ['iterJson', { type: 'websocket.receive', text: '[1]' } as const, '[ 1 ]'],
])('%s ends when the client disconnects', async (method, message, logged) => {
  const body = `await websocket.accept();
for await (const item of websocket.${method}()) console.log(item);
console.log('done', websocket.clientState);`;
  expect(await logOf(body, scopeOf(), message, { type: 'websocket.disconnect', code: 1000 })).toEqual([
    logged,
    'done DISCONNECTED',
  ]);
});

test.each([
  ['that is no UTF-8', Buffer.from('22ff22', 'hex'), 'UnicodeDecodeError'],
  ['that begins with a byte order mark', Buffer.from('efbbbf31', 'hex'), 'SyntaxError'],
  ['that is no JSON', Buffer.from('{'), 'SyntaxError'],
])('binary JSON %s raises, at the line that waited', async (_title, bytes, type) => {
  const body = `await websocket.accept();\nawait websocket.receiveJson('binary');`;
  const message = { type: 'websocket.receive', bytes: bytes.toString('base64') } as const;
  const run = await program(handler(body)).open(1, scopeOf(), message);
  expect(await run.outcome()).toMatchObject({ type, line: BODY_LINE + 1 });
  await run.stop();
});

test('headers may be null, and must be Latin-1', async () => {
  const run = await program(handler(`await websocket.accept({ headers: null });`)).open();
  expect(await run.outcome()).toBeUndefined();
  expect(run.sent()).toEqual([{ type: 'websocket.accept', subprotocol: null, headers: [] }]);
  await run.stop();
  const euro = await program(handler(`await websocket.accept({ headers: { 'x-price': '5 €' } });`)).open();
  expect(await euro.outcome()).toMatchObject({ type: 'UnicodeEncodeError', line: BODY_LINE });
  await euro.stop();
});

test('a denial response is two messages with the headers of a Starlette response', async () => {
  const run = await program(
    handler(
      `await websocket.sendDenialResponse({ status: 404, json: { error: 'no' }, headers: { 'X-Why': 'because' } });`,
    ),
  ).open();
  expect(await run.outcome()).toBeUndefined();
  expect(run.sent()).toEqual([
    {
      type: 'websocket.http.response.start',
      status: 404,
      headers: [
        ['x-why', 'because'],
        ['content-length', '14'],
        ['content-type', 'application/json'],
      ],
    },
    { type: 'websocket.http.response.body', body: btoa('{"error":"no"}') },
  ]);
  await run.stop();
});

test('a denial response needs the extension', async () => {
  const { extensions: _, ...bare } = scopeOf();
  expect(await logOf(`await websocket.sendDenialResponse({ status: 404 });`, bare)).toMatchObject({
    type: 'RuntimeError',
    message: "The server doesn't support the Websocket Denial Response extension.",
  });
});

test('the request can be read', async () => {
  const body = `console.log(websocket.client?.host, websocket.client?.port, websocket.url.href);
console.log(websocket.queryParams.getAll('a'), websocket.headers.get('HOST'), websocket.headers.get('cookie'));
console.log(websocket.scope.subprotocols, websocket.applicationState, websocket.clientState);`;
  const scope = scopeOf('/', { query_string: 'a=1&a=%C3%A9', subprotocols: ['chat'] });
  expect(await logOf(body, scope)).toEqual([
    '127.0.0.1 50000 ws://localhost:8888/?a=1&a=%C3%A9',
    '[ "1", "é" ] localhost:8888 null',
    '[ "chat" ] CONNECTING CONNECTING',
  ]);
});

test('text crosses whole: NUL, lone surrogates, line breaks', async () => {
  const text = 'a\0b\ud800c\udfff\n\u2028😀';
  const body = `await websocket.accept();
const text = await websocket.receiveText();
console.log(text);
await websocket.sendText(text);`;
  const run = await program(handler(body)).open(1, scopeOf(), { type: 'websocket.receive', text });
  await run.outcome();
  expect(run.logged()).toEqual([text]);
  expect(run.sent()[1]).toEqual({ type: 'websocket.send', text });
  await run.stop();
});

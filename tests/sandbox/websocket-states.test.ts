import { expect, test } from 'vitest';
import { ANSWERED_AHEAD } from '#asgi/answered-ahead.ts';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { BODY_LINE, handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

const EXPECTED_BEFORE_ACCEPT =
  'Expected ASGI message "websocket.accept", "websocket.close" or "websocket.http.response.start", but got';
const EXPECTED_AFTER_ACCEPT = 'Expected ASGI message "websocket.send" or "websocket.close", but got';
const LATE_SEND = 'Cannot call "send" once a close message has been sent.';
const NOT_CONNECTED = 'WebSocket is not connected. Need to call "accept" first.';

/** Section 4.1 of the model: what Starlette 1.10 raises, before the server sees anything. */
const ILLEGAL: [title: string, body: string, type: string, message: string][] = [
  [
    'sendText before accept',
    `await websocket.sendText('x');`,
    'RuntimeError',
    `${EXPECTED_BEFORE_ACCEPT} 'websocket.send'`,
  ],
  ['receiveText before accept', `await websocket.receiveText();`, 'WebSocketDisconnected', NOT_CONNECTED],
  [
    'accept twice',
    `await websocket.accept(); await websocket.accept();`,
    'RuntimeError',
    `${EXPECTED_AFTER_ACCEPT} 'websocket.accept'`,
  ],
  [
    'manager.connect after accept',
    `await websocket.accept(); await new ConnectionManager().connect(websocket, 'p');`,
    'RuntimeError',
    `${EXPECTED_AFTER_ACCEPT} 'websocket.accept'`,
  ],
  [
    'close twice',
    `await websocket.accept(); await websocket.close(); await websocket.close();`,
    'WebSocketDisconnected',
    LATE_SEND,
  ],
  [
    'accept after close',
    `await websocket.close(4000, 'no'); await websocket.accept();`,
    'WebSocketDisconnected',
    LATE_SEND,
  ],
  [
    'receiveText after close',
    `await websocket.accept(); await websocket.close(); await websocket.receiveText();`,
    'WebSocketDisconnected',
    NOT_CONNECTED,
  ],
  [
    'a denial response after accept',
    `await websocket.accept(); await websocket.sendDenialResponse({ status: 404, body: 'no' });`,
    'RuntimeError',
    `${EXPECTED_AFTER_ACCEPT} 'websocket.http.response.start'`,
  ],
  [
    'close while a denial response is sent',
    `await websocket.send({ type: 'websocket.http.response.start', status: 403, headers: [] }); await websocket.close();`,
    'RuntimeError',
    `Expected ASGI message "websocket.http.response.body", but got 'websocket.close'`,
  ],
  [
    'an unknown JSON mode',
    `await websocket.accept(); await websocket.sendJson({}, 'xml' as 'text');`,
    'RuntimeError',
    'The "mode" argument should be "text" or "binary".',
  ],
];

test.each(ILLEGAL)('%s raises what Starlette raises', async (_title, body, type, message) => {
  const run = await program(handler(body)).open();
  expect(await run.outcome()).toMatchObject({ type, message, line: BODY_LINE });
  await run.stop();
});

test('a second disconnect cannot be received', async () => {
  const body = `await websocket.accept(); await websocket.receive(); await websocket.receive();`;
  const run = await program(handler(body)).open(1, scopeOf(), { type: 'websocket.disconnect', code: 1000, reason: '' });
  expect(await run.outcome()).toMatchObject({
    type: 'WebSocketDisconnected',
    message: 'Cannot call "receive" once a disconnect message has been received.',
  });
  await run.stop();
});

test('close before accept is legal and leaves the client unread', async () => {
  const run = await program(handler(`await websocket.close({ code: 4000, reason: 'Invalid parameter' });`)).open();
  expect(await run.outcome()).toBeUndefined();
  expect(run.sent()).toEqual([{ type: 'websocket.close', code: 4000, reason: 'Invalid parameter' }]);
  expect(run.messages.filter((message) => message.type === 'receive')).toEqual([]);
  expect(run.messages.filter((message) => message.type === 'state')).toEqual([
    { type: 'state', connection: 1, client_state: 'CONNECTING', application_state: 'DISCONNECTED' },
  ]);
  await run.stop();
});

test('the state changes before the server is asked, and stays when the server refuses', async () => {
  const body = `await websocket.accept();
try { await websocket.close({ code: 1005 }); } catch (error) { console.log(String((error as Error).name), websocket.applicationState); }
await websocket.close(4000);`;
  const run = program(handler(body));
  run.refusals['websocket.close'] = { type: 'websockets.exceptions.ProtocolError', message: 'invalid status code' };
  await run.open();
  expect(await run.outcome()).toMatchObject({ type: 'WebSocketDisconnected', message: LATE_SEND, line: BODY_LINE + 2 });
  expect(run.logged()).toEqual(['websockets.exceptions.ProtocolError DISCONNECTED']);
  await run.stop();
});

test('an OSError of the server becomes WebSocketDisconnect 1006 once the connection is accepted', async () => {
  const body = `await websocket.accept();
await websocket.sendText('into the void');`;
  const run = program(handler(body));
  run.refusals['websocket.send'] = { type: 'ClientDisconnected', message: '', isOsError: true };
  await run.open();
  expect(await run.outcome()).toMatchObject({ type: 'WebSocketDisconnect', message: '', line: BODY_LINE + 1 });
  expect(run.messages.at(-2)).toMatchObject({ type: 'state', application_state: 'DISCONNECTED' });
  await run.stop();
});

test('an OSError of the server during accept is not translated', async () => {
  const run = program(handler(`await sleep(0.01); await websocket.accept();`));
  run.refusals['websocket.accept'] = { type: 'ClientDisconnected', message: 'gone', isOsError: true };
  await run.open();
  expect(await run.outcome()).toMatchObject({ type: 'ClientDisconnected', message: 'gone', line: BODY_LINE });
  await run.stop();
});

/** A server answers each `send()`, unless no server could refuse it or make it wait. */
const FIRST_SENDS: [title: string, body: string, isAnsweredAhead: boolean][] = [
  ['an accept at once', `await websocket.accept();`, true],
  ['an accept with a subprotocol', `await websocket.accept({ subprotocol: 'chat' });`, false],
  ['an accept with a header', `await websocket.accept({ headers: [['x-a', 'b']] });`, false],
  ['an accept in a later turn', `await sleep(0.01); await websocket.accept();`, false],
  [
    'an accept after another message',
    `void websocket.send({ type: 'websocket.http.response.start', status: 403, headers: [] }).catch(() => {}); await websocket.accept().catch(() => {});`,
    false,
  ],
  ['a refusal at once', `await websocket.close();`, true],
  ['a refusal in a later turn', `await sleep(0.01); await websocket.close();`, false],
];

test.each(FIRST_SENDS)(
  '%s is answered ahead only where no server can refuse it',
  async (_title, body, isAnsweredAhead) => {
    const run = await program(handler(body)).open(1, scopeOf('/', { subprotocols: ['chat'] }));
    await run.outcome();
    const first = run.messages.find((message) => message.type === 'send');
    expect(first?.call === ANSWERED_AHEAD).toBe(isAnsweredAhead);
    await run.stop();
  },
);

const CLOSES_AFTER_ACCEPT: [title: string, body: string, isAnsweredAhead: boolean][] = [
  ['a close at once', `await websocket.accept(); await websocket.close(4004, 'Project not found');`, true],
  ['a close with a reserved code', `await websocket.accept(); await websocket.close(1006);`, false],
  ['a close with a long reason', `await websocket.accept(); await websocket.close(4004, 'é'.repeat(60));`, false],
  ['a close in a later turn', `await websocket.accept(); await sleep(0.01); await websocket.close(4004);`, false],
  [
    'a close after a message',
    `await websocket.accept(); await websocket.sendText('a'); await websocket.close();`,
    false,
  ],
  [
    'a close after an accept that a server must answer',
    `await websocket.accept({ subprotocol: 'chat' }); await websocket.close();`,
    false,
  ],
];

test.each(CLOSES_AFTER_ACCEPT)(
  '%s is answered ahead only where no server can refuse it',
  async (_title, body, isAnsweredAhead) => {
    const run = await program(handler(body)).open(1, scopeOf('/', { subprotocols: ['chat'] }));
    await run.outcome();
    const close = await run.next('send', ({ message }) => message.type === 'websocket.close');
    expect(close.call === ANSWERED_AHEAD).toBe(isAnsweredAhead);
    await run.stop();
  },
);

test('a close is not answered ahead where the server waits for the closing handshake', async () => {
  const run = program(handler(`await websocket.accept(); await websocket.close(4004);`));
  run.closeReturns = false;
  await run.open();
  await run.outcome();
  const close = await run.next('send', ({ message }) => message.type === 'websocket.close');
  expect(close.call).not.toBe(ANSWERED_AHEAD);
  await run.stop();
});

test('a handler that replaces Array.isArray gets nothing answered ahead by it', async () => {
  const body = `Array.isArray = (() => true) as never;
await websocket.send({ type: 'websocket.accept', headers: { length: 0 } });`;
  const run = await program(handler(body)).open();
  await run.outcome();
  expect(run.messages.find((message) => message.type === 'send')).not.toMatchObject({ call: ANSWERED_AHEAD });
  await run.stop();
});

/** As on uvicorn 0.54, whose `receive()` and `send()` go on at once with what is there. */
test.each([
  ['a second accept', 'websocket.accept()', 'RuntimeError'],
  ['a send', `websocket.sendText('now')`, 'fulfilled'],
  ['a receive', 'websocket.receiveText()', 'fulfilled'],
])('%s that starts together with accept meets an accepted connection', async (_title, call, outcome) => {
  const body = `const [, second] = await Promise.allSettled([websocket.accept(), ${call}]);
console.log(second.status === 'fulfilled' ? second.status : second.reason.name);
console.log(await websocket.receiveText());`;
  const text = (value: string) => ({ type: 'websocket.receive', text: value }) as const;
  const run = await program(handler(body)).open(1, scopeOf(), text('one'), text('two'));
  expect(await run.outcome()).toBeUndefined();
  expect(run.logged()).toEqual([outcome, call.includes('receive') ? 'two' : 'one']);
  await run.stop();
});

test('an accept that starts together with a receive does not wait for the client', async () => {
  const body = `console.log((await Promise.all([websocket.receive(), websocket.accept()]))[0].type);`;
  const run = await program(handler(body)).open();
  expect(await run.outcome()).toBeUndefined();
  expect(run.logged()).toEqual(['websocket.connect']);
  await run.stop();
});

test('of two receives that wait together, the second is judged by the state in which it began', async () => {
  const body = `await websocket.accept();
const ends = await Promise.allSettled([websocket.receiveText(), websocket.receiveText()]);
for (const end of ends) if (end.status === 'rejected') console.log(end.reason.name + ' ' + end.reason.code);`;
  const left = (code: number) => ({ type: 'websocket.disconnect', code, reason: '' }) as const;
  const run = await program(handler(body)).open(1, scopeOf(), left(4100), left(1005));
  expect(await run.outcome()).toBeUndefined();
  expect(run.logged()).toEqual(['WebSocketDisconnect 4100', 'WebSocketDisconnect 1005']);
  await run.stop();
});

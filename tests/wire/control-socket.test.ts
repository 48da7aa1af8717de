import { once } from 'node:events';
import WebSocket from 'ws';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { eventsUntilClose } from '#tests/helpers/guest-socket.ts';
import { startServer, type RunningServer } from '#tests/helpers/server.ts';

const ECHO = `
import { app } from 'playground';
app.websocket('/echo', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});`;

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({
    args: ['--max-runs', '2', '--max-waiting-runs', '1', '--resume-grace-ms', '300', '--python-image', 'none'],
    env: { MAX_RUNS_PER_SOCKET: '3' },
  });
});
afterAll(() => server.stop());

test('a run starts, answers a client, and says what happened', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(`
import { app } from 'playground';
app.websocket('/ws/{name}', async (websocket) => {
  await websocket.accept();
  await websocket.close({ code: 4000, reason: 'Invalid parameter' });
});`);
  expect(started.routes).toEqual(['/ws/{name}']);
  const events = await eventsUntilClose(`${server.socketUrl}${started.socketPath}/ws/x?y=1`);
  expect(events).toEqual([
    { type: 'open', protocol: '' },
    { type: 'close', code: 4000, reason: 'Invalid parameter' },
  ]);
  await control.event((event) => event.kind === 'tcp-end');
  const timeline = control.timeline();
  expect(timeline.map((event) => event.seq)).toEqual(timeline.map((_, index) => index + 1));
  expect(timeline.map((event) => event.kind)).toEqual(
    expect.arrayContaining([
      'upgrade-request',
      'asgi-receive',
      'asgi-send',
      'http-response',
      'frame',
      'state',
      'server-log',
    ]),
  );
  const close = timeline.find((event) => event.kind === 'asgi-send' && event.message.type === 'websocket.close');
  expect(close).toMatchObject({ line: 5, message: { code: 4000, reason: 'Invalid parameter' } });
});

test('a refused handshake shows the 403 that the client never learns about', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(`
import { app } from 'playground';
app.websocket('/', async (websocket) => { await websocket.close({ code: 4000, reason: 'lost' }); });`);
  await eventsUntilClose(`${server.socketUrl}${started.socketPath}/`);
  const response = await control.event((event) => event.kind === 'http-response');
  expect(response).toMatchObject({ status: 403, reason: 'Forbidden', body: '' });
});

test('stop ends the run and tells its clients', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(ECHO);
  const events = await eventsUntilClose(`${server.socketUrl}${started.socketPath}/echo`, () =>
    control.send({ type: 'stop', runId: 'run' }),
  );
  expect(events.at(-1)).toEqual({ type: 'close', code: 1001, reason: 'Stopped by you' });
  const ended = await control.next('run-ended');
  expect(ended.reason.name).toBe('stopped');
  expect(control.received.at(-1)).toBe(ended);
});

test('code that does not compile is refused with its place', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  control.send({ type: 'run', runId: 'a', language: 'typescript', code: 'const a = 1;\nconst = 2;' });
  const refused = await control.next('run-refused');
  expect(refused.fault.name).toBe('does-not-compile');
  expect(refused.diagnostics[0]).toMatchObject({ line: 2, column: 7, severity: 'error' });
});

test('a run that waits is told its place, and one too many of a page or of all is refused', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  await using another = await ControlClient.connect(server.socketUrl);
  await control.run(ECHO, { runId: 'one' });
  await control.run(ECHO, { runId: 'two' });
  control.send({ type: 'run', runId: 'three', language: 'typescript', code: ECHO });
  expect(await control.next('run-queued', 'three')).toMatchObject({ position: 1 });
  control.send({ type: 'run', runId: 'four', language: 'typescript', code: ECHO });
  const refused = await control.next('run-refused', 'four');
  expect(refused).toMatchObject({ fault: { name: 'too-many-runs', message: expect.stringContaining('3 runs') } });
  another.send({ type: 'run', runId: 'four', language: 'typescript', code: ECHO });
  expect(await another.next('run-refused', 'four')).toMatchObject({ fault: { name: 'server-busy' } });
  control.send({ type: 'stop', runId: 'one' });
  await control.next('run-started', 'three');
});

test('a program whose top level waits for ever is refused, and its place is free again', async () => {
  await using impatient = await startServer({ args: ['--max-runs', '1', '--load-ms', '200'] });
  await using control = await ControlClient.connect(impatient.socketUrl);
  control.send({ type: 'run', runId: 'hog', language: 'typescript', code: 'await new Promise(() => {});' });
  expect((await control.next('run-refused', 'hog')).fault.name).toBe('load-time');
  await control.run(ECHO);
});

test('an HTTPException of 204 has no body, as Starlette sends it', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(`
import { app, HTTPException } from 'playground';
app.websocket('/', async () => { throw new HTTPException(204, 'x'); });`);
  await eventsUntilClose(`${server.socketUrl}${started.socketPath}/`);
  expect(await control.event((event) => event.kind === 'http-response')).toMatchObject({ status: 204, body: '' });
});

test('an error inside a loop over messages names the line of the loop', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(`
import { app } from 'playground';
app.websocket('/', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText())
    await websocket.close({ code: 4001, reason: text });
});`);
  await eventsUntilClose(`${server.socketUrl}${started.socketPath}/`, (socket) => socket.send('a'));
  expect(await control.event((event) => event.kind === 'exception')).toMatchObject({
    type: 'WebSocketDisconnected',
    line: 5,
  });
});

test.for([
  ['a language that is not there', { type: 'run', runId: 'x', language: 'python', code: '' }, 'language-not-available'],
  [
    'a server that nobody knows',
    { type: 'run', runId: 'x', language: 'typescript', code: '', server: 'iis' },
    'not-a-message',
  ],
  ['an unknown field', { type: 'stop', runId: 'x', now: true }, 'not-a-message'],
  ['a run that does not exist', { type: 'stop', runId: 'x' }, 'unknown-run'],
  ['a resume with a wrong token', { type: 'resume', runId: 'x', resumeToken: 'y', afterSeq: 0 }, 'unknown-run'],
  ['too much code', { type: 'run', runId: 'x', language: 'typescript', code: '/'.repeat(65 * 1024) }, 'code-too-large'],
] as const)('refuses %s by name', async ([, command, fault]) => {
  await using control = await ControlClient.connect(server.socketUrl);
  control.socket.send(JSON.stringify(command));
  expect((await control.next('run-refused')).fault.name).toBe(fault);
});

test.for([
  ['text that is not JSON', 'hello', 4400],
  ['JSON that is no command', '[1]', 4400],
  ['a binary frame', Buffer.from('{}'), 4400],
  ['a message over the limit', 'x'.repeat(300 * 1024), 1009],
] as const)('closes the control socket on %s', async ([, data, code]) => {
  await using control = await ControlClient.connect(server.socketUrl);
  control.socket.send(data);
  expect((await control.closed()).code).toBe(code);
});

test('a run survives the loss of its control socket, and the page gets what it missed', async () => {
  const first = await ControlClient.connect(server.socketUrl);
  const started = await first.run(ECHO);
  const client = new WebSocket(`${server.socketUrl}${started.socketPath}/echo`);
  await once(client, 'open');
  await first.event((event) => event.kind === 'http-response');
  const afterSeq = first.timeline().at(-1)?.seq ?? 0;
  first.socket.terminate();
  await once(first.socket, 'close');
  client.send('while nobody watches');
  await once(client, 'message');

  await using second = await ControlClient.connect(server.socketUrl);
  second.send({ type: 'resume', runId: 'run', resumeToken: started.resumeToken, afterSeq });
  expect(await second.next('run-started')).toMatchObject({ sessionId: started.sessionId });
  const missed = await second.event((event) => event.kind === 'frame' && event.text === 'while nobody watches');
  expect(missed.seq).toBeGreaterThan(afterSeq);
  expect(second.timeline()[0]?.seq).toBe(afterSeq + 1);
  client.terminate();
});

test('a run that is taken up again does not push out one of the same name', async () => {
  const first = await ControlClient.connect(server.socketUrl);
  const { resumeToken } = await first.run(ECHO);
  first.socket.terminate();
  await once(first.socket, 'close');
  await using second = await ControlClient.connect(server.socketUrl);
  const own = await second.run(ECHO);
  second.send({ type: 'resume', runId: 'run', resumeToken, afterSeq: 0 });
  expect((await second.next('run-refused')).fault.name).toBe('run-id-in-use');
  second.send({ type: 'stop', runId: 'run' });
  await second.next('run-ended');
  const socket = new WebSocket(`${server.socketUrl}${own.socketPath}/echo`);
  expect(String((await once(socket, 'error'))[0])).toContain('404');
});

test('a page that does not read the answers is asked for no more commands', async () => {
  const control = await ControlClient.connect(server.socketUrl);
  control.socket.pause();
  const question = JSON.stringify({ type: 'stop', runId: 'x'.repeat(64) });
  let asked = 0;
  // The kernel keeps some megabytes in each direction; behind them nothing goes out any more.
  for (let round = 0; round < 10 && control.socket.bufferedAmount === 0; round += 1) {
    for (let n = 0; n < 20_000; n += 1) control.socket.send(question);
    asked += 20_000;
    for (let before = -1; before !== control.socket.bufferedAmount; await setTimeout(500))
      before = control.socket.bufferedAmount;
  }
  expect(control.socket.bufferedAmount).toBeGreaterThan(0);
  control.socket.resume();
  await vi.waitUntil(() => control.received.length === asked, { timeout: 20_000 });
  await control[Symbol.asyncDispose]();
}, 40_000);

test('a run whose page does not come back ends', async () => {
  const control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(ECHO);
  const events = eventsUntilClose(`${server.socketUrl}${started.socketPath}/echo`, () => control.socket.close());
  expect((await events).at(-1)).toEqual({ type: 'close', code: 1001, reason: 'The page was closed' });
});

test('a page of another origin is refused before the handshake', async () => {
  const socket = new WebSocket(`${server.socketUrl}/api/playground`, { origin: 'https://evil.example' });
  const [error] = await once(socket, 'error').catch((thrown) => [thrown]);
  expect(String(error)).toContain('403');
});

test('a page of another origin may talk to a handler', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(ECHO);
  const socket = new WebSocket(`${server.socketUrl}${started.socketPath}/echo`, { origin: 'https://other.example' });
  await once(socket, 'open');
  socket.close();
});

import { once } from 'node:events';
import WebSocket from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { eventsUntilClose } from '#tests/helpers/guest-socket.ts';
import { startServer, type RunningServer } from '#tests/helpers/server.ts';

/** Says back the path that it was called at, then what became of its client. */
const TELLS = `
import { app, WebSocketDisconnect } from 'playground';
app.websocket('/{name}', async (websocket) => {
  await websocket.accept();
  await websocket.sendText(websocket.scope.path);
  try {
    for (;;) await websocket.receiveText();
  } catch (error) {
    if (error instanceof WebSocketDisconnect) console.log('told', error.code);
  }
});`;

const RAISES_LATE = `
import { app } from 'playground';
app.websocket('/x', async (websocket) => {
  await websocket.accept();
  await websocket.sendText('hello');
  for await (const _ of websocket.iterText());
  for (const until = Date.now() + 40; Date.now() < until; );
  throw new Error('late');
});`;

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({
    args: ['--idle-ms', '600', '--kept-open-ms', '900', '--python-image', 'none', '--run-ms', '60000'],
  });
});
afterAll(() => server.stop());

async function dial(url: string): Promise<{ socket: WebSocket; first: string }> {
  const socket = new WebSocket(url);
  const [first] = (await once(socket, 'message')) as [Buffer];
  return { socket, first: String(first) };
}

test('the number of a client is on the wire, and the handler does not see it', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(TELLS);
  const { socket, first } = await dial(`${server.socketUrl}${socketPath}~3/here`);
  expect(first).toBe('/here');
  const request = await control.event((event) => event.kind === 'upgrade-request');
  expect(request).toMatchObject({ target: `${socketPath}~3/here` });
  socket.terminate();
});

test('a client that is cut off vanishes without a Close frame, for the handler and for itself', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(TELLS);
  const [stays, goes] = await Promise.all([
    dial(`${server.socketUrl}${socketPath}~1/stays`),
    dial(`${server.socketUrl}${socketPath}~2/goes`),
  ]);
  goes.socket.on('error', () => {});
  control.send({ type: 'cut', runId: 'run', client: 2 });
  const [code] = (await once(goes.socket, 'close')) as [number];
  expect(code).toBe(1006);
  // As uvicorn puts a client that left without a word.
  expect(await control.event((event) => event.kind === 'console')).toMatchObject({ text: 'told 1005', connection: 2 });
  const end = await control.event((event) => event.kind === 'tcp-end');
  expect(end).toMatchObject({ direction: 'client-to-server', how: 'cut', connection: 2 });
  expect(control.timeline().some((event) => event.kind === 'frame' && event.opcode === 'close')).toBe(false);
  expect(stays.socket.readyState).toBe(WebSocket.OPEN);
  stays.socket.terminate();
});

test('cutting a client that is not there changes nothing', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(TELLS);
  control.send({ type: 'cut', runId: 'run', client: 9 });
  const { socket, first } = await dial(`${server.socketUrl}${socketPath}/still`);
  expect(first).toBe('/still');
  socket.terminate();
});

test('the page is told which limit ends the run, each time it is another one', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(TELLS);
  const deadlines = (): string[] =>
    control.received.flatMap((message) => (message.type === 'run-deadline' ? [message.limit] : []));
  await control.next('run-deadline');
  const { socket } = await dial(`${server.socketUrl}${socketPath}/x`);
  await control.message((message) => message.type === 'run-deadline' && message.limit === 'runMs');
  socket.close();
  await control.message(() => deadlines().length === 3);
  expect(deadlines()).toEqual(['idleMs', 'runMs', 'idleMs']);
});

test('a run that is kept open waits longer for a client, then says why it ends', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  await control.run(TELLS);
  control.send({ type: 'keep-open', runId: 'run' });
  const kept = await control.message((message) => message.type === 'run-deadline' && message.limit === 'keptOpenMs');
  expect(kept).toMatchObject({ inMs: expect.toSatisfy((inMs: number) => inMs > 60 && inMs <= 900) });
  const ended = await control.next('run-ended');
  expect(ended.reason.name).toBe('idle');
  expect(ended.reason.message).toContain('900 ms');
});

test('a run is settled when its handler has done what it does after its client has left', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(RAISES_LATE);
  const { socket } = await dial(`${server.socketUrl}${socketPath}/x`);
  socket.close();
  await once(socket, 'close');
  control.send({ type: 'settle', runId: 'run' });
  await control.next('run-settled');
  expect(control.timeline().map(({ kind }) => kind)).toContain('exception');
});

test.for(['keep-open', 'settle', 'cut'] as const)('%s of a run that is not this page’s is refused', async (type) => {
  await using control = await ControlClient.connect(server.socketUrl);
  control.socket.send(JSON.stringify({ type, runId: 'theirs', ...(type === 'cut' && { client: 1 }) }));
  expect((await control.next('run-refused')).fault.name).toBe('unknown-run');
});

test('two runs of one control socket are live at the same time and apart', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const [left, right] = await Promise.all([
    control.run(TELLS, { runId: 'left' }),
    control.run(TELLS.replace('await websocket.accept();', 'await websocket.close({ code: 4000 });'), {
      runId: 'right',
      server: 'hypercorn',
    }),
  ]);
  const { socket } = await dial(`${server.socketUrl}${left.socketPath}~1/a`);
  const refused = await eventsUntilClose(`${server.socketUrl}${right.socketPath}~1/a`);
  expect(refused[0]).toMatchObject({ type: 'error' });
  expect(await control.event((event) => event.kind === 'http-response', 'left')).toMatchObject({ status: 101 });
  expect(await control.event((event) => event.kind === 'http-response', 'right')).toMatchObject({ status: 403 });
  socket.terminate();
});

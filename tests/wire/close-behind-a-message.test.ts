import { afterAll, beforeAll, expect, test } from 'vitest';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { clientFrame, closePayload, describeFrame, OPCODES, RawClient } from '#tests/helpers/raw-client.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

let server: RunningServer;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.stop());

const portOf = ({ url }: RunningServer): number => Number(new URL(url).port);

const text = (message: string): Buffer => clientFrame(OPCODES.text, Buffer.from(message));
const close = clientFrame(OPCODES.close, closePayload(1000, ''));

/** Texts and the Close code that a client got, which said all that it had to say in one breath. */
async function answers(path: string, frames: Buffer[]): Promise<(string | number)[]> {
  const client = await RawClient.upgrade(portOf(server), path);
  await client.until(() => client.bytes.includes('\r\n\r\n'));
  client.write(Buffer.concat(frames));
  await client.ended();
  return client.frames.map(({ opcode, payload }) =>
    opcode === OPCODES.close ? payload.readUInt16BE(0) : payload.toString(),
  );
}

/** A handler that accepts, sleeps until a client comes to `/go`, and then goes on with `body`. */
const afterGo = (body: string): string => `
import { app } from 'playground';
const { promise, resolve } = Promise.withResolvers();
app.websocket('/', async (websocket) => {
  await websocket.accept();
  await promise;
  ${body}
});
app.websocket('/go', async (websocket) => {
  await websocket.accept();
  resolve();
});`;

test('a ping followed by Close at once gets its pong from the seed endpoint, as `echo … | websocat` sends it', async () => {
  for (let time = 0; time < 20; time += 1) {
    const seen = await answers('/ws/projects/QR', [text('{"type":"ping"}'), close]);
    expect(seen).toContain('{"type":"pong"}');
    expect(seen.at(-1)).toBe(1000);
  }
});

test('each of several messages meets the answer to the one before already sent', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(`
import { app } from 'playground';
app.websocket('/', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});`);
  expect(await answers(`${socketPath}/`, [text('a'), text('b'), text('c'), close])).toEqual(['a', 'b', 'c', 1000]);
});

test('a Close that comes while the handler sleeps is answered at once, and the handler comes too late', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(`
import { app, sleep } from 'playground';
app.websocket('/', async (websocket) => {
  await websocket.accept();
  await websocket.receiveText();
  await sleep(0.3);
  await websocket.sendText('late');
});`);
  expect(await answers(`${socketPath}/`, [text('a'), close])).toEqual([1000]);
  const late = await control.event((event) => event.kind === 'asgi-send' && event.message.type === 'websocket.send');
  expect(late).toMatchObject({ refused: { type: 'uvicorn.protocols.utils.ClientDisconnected' } });
});

test('a handler that takes one of two messages and returns at once leaves the other unread, and TCP is reset', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(afterGo(`await websocket.receiveText();`));
  const client = await RawClient.upgrade(portOf(server), `${socketPath}/`);
  await client.head();
  client.write(text('taken'));
  await control.event((event) => event.kind === 'frame' && event.direction === 'client-to-server');
  client.write(text('left'));
  const other = await RawClient.upgrade(portOf(server), `${socketPath}/go`);
  expect(await client.ended()).toBe('RST');
  other.destroy();
});

test('a client that leaves behind a message is missed when the message is taken, and not before', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(
    afterGo(`await websocket.sendText('awake');
  await websocket.close({ code: 4001, reason: await websocket.receiveText() });`),
  );
  const client = await RawClient.upgrade(portOf(server), `${socketPath}/`);
  await client.head();
  client.write(text('taken'));
  client.socket.end();
  await control.event((event) => event.kind === 'tcp-end' && event.direction === 'client-to-server');
  const other = await RawClient.upgrade(portOf(server), `${socketPath}/go`);
  await client.ended();
  expect(client.frames.map(describeFrame)).toEqual(['Text("awake")', 'Close(4001, "taken")']);
  other.destroy();
});

test('a receive() that outlives its handler is told that the connection is over', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(`
import { app } from 'playground';
app.websocket('/', async (websocket) => {
  await websocket.accept();
  void websocket.receive().then(({ code }) => console.log('left behind', code));
});`);
  const client = await RawClient.upgrade(portOf(server), `${socketPath}/`);
  await client.ended();
  await control.event((event) => event.kind === 'console' && event.text === 'left behind 1005');
  client.destroy();
});

test('a handler that computes behind its answer is not told meanwhile that the client has gone', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(`
import { app } from 'playground';
app.websocket('/', async (websocket) => {
  await websocket.sendDenialResponse({ status: 404, body: 'no' });
  for (const untilMs = Date.now() + 75; Date.now() < untilMs; );
});`);
  const client = await RawClient.upgrade(portOf(server), `${socketPath}/`);
  await client.ended();
  client.destroy();
  // uvicorn takes the loss of TCP for the end of the handshake, and then does not complain.
  await control.event(
    (event) => event.kind === 'server-log' && event.text === 'ASGI callable returned without completing handshake.',
  );
});

test('a message that comes after a timeout of receive() is not lost', async () => {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(
    `
import asyncio
async def handler(websocket):
    await websocket.accept()
    try:
        await asyncio.wait_for(websocket.receive_text(), 0.05)
    except TimeoutError:
        await websocket.send_text("say something")
    await websocket.send_text(await websocket.receive_text())
    await websocket.close(4000)
`,
    { language: 'python' },
  );
  const client = await RawClient.upgrade(portOf(server), `${socketPath}/`);
  await client.until(() => client.frames.length === 1);
  client.write(text('late'));
  await client.until(() => client.frames.length === 3);
  expect(client.frames[1]?.payload.toString()).toBe('late');
  client.destroy();
});

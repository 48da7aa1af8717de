import { expect, test } from 'vitest';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

const ROOM = `import { app, ConnectionManager } from 'playground';
const manager = new ConnectionManager();
app.websocket('/connect', async (websocket) => { await manager.connect(websocket, 'room'); console.log(manager.connectionCount('room')); });
app.websocket('/register', async (websocket) => { await websocket.accept(); await manager.register(websocket, 'room'); });
app.websocket('/leave', async (websocket) => { await manager.connect(websocket, 'one'); await manager.disconnect(websocket, 'one'); console.log(manager.connectionCount('one')); });
app.websocket('/send', async (websocket) => {
  await manager.broadcast('room', { hello: 'all' });
  console.log(manager.connectionCount('room'));
});`;

test('connect accepts and adds, register only adds, disconnect removes', async () => {
  const run = await program(ROOM).open(1, scopeOf('/connect'));
  await run.outcome(1);
  await run.open(2, scopeOf('/leave'));
  await run.outcome(2);
  expect(run.sent(1).map((message) => message.type)).toEqual(['websocket.accept']);
  expect(run.logged()).toEqual(['1', '0']);
  await run.stop();
});

test('broadcast reaches each connection of the name in turn, and removes the one that fails', async () => {
  const run = await program(ROOM).open(1, scopeOf('/connect'));
  await run.outcome(1);
  await run.open(2, scopeOf('/register'));
  await run.outcome(2);
  await run.open(3, scopeOf('/send'));
  await run.outcome(3);
  const text = '{"hello":"all"}';
  expect([run.sent(1).at(-1), run.sent(2).at(-1)]).toEqual([
    { type: 'websocket.send', text },
    { type: 'websocket.send', text },
  ]);
  run.refusals['websocket.send'] = { type: 'ClientDisconnected', message: '', isOsError: true };
  await run.open(4, scopeOf('/send'));
  await run.outcome(4);
  expect(run.logged()).toEqual(['1', '2', '0']);
  await run.stop();
});

test('a message that one connection sends on another says which connection logged', async () => {
  const run = await program(ROOM).open(1, scopeOf('/connect'));
  await run.outcome(1);
  await run.open(2, scopeOf('/send'));
  await run.outcome(2);
  expect(run.messages.filter((message) => message.type === 'console').map((message) => message.connection)).toEqual([
    1, 2,
  ]);
  await run.stop();
});

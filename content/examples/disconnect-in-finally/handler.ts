import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/rooms/{room}', async (websocket, { room }) => {
  await websocket.accept();
  try {
    await manager.register(websocket, room);
    await websocket.sendText(`${manager.connectionCount(room)} here`);
    for await (const text of websocket.iterText()) await manager.broadcast(room, text);
  } finally {
    // It forgets the socket and closes nothing: the client is gone already.
    await manager.disconnect(websocket, room);
  }
});

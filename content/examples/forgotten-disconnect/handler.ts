import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/rooms/{room}', async (websocket, { room }) => {
  await websocket.accept();
  await manager.register(websocket, room);
  await websocket.sendText(`${manager.connectionCount(room)} here`);
  for await (const text of websocket.iterText()) await manager.broadcast(room, text);
  // Leaving the loop is not leaving the room.
});

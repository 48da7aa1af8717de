import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/rooms/{room}', async (websocket, { room }) => {
  // Accepts and registers. The code arrives, but nobody takes the client off the list.
  await manager.connect(websocket, room);
  if (!websocket.queryParams.get('name')) {
    await websocket.close({ code: 4000, reason: 'Who are you?' });
    return;
  }

  try {
    await websocket.sendText(`${manager.connectionCount(room)} here`);
    for await (const text of websocket.iterText()) await websocket.sendText(text);
  } finally {
    await manager.disconnect(websocket, room);
  }
});

import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/rooms/{room}', async (websocket, { room }) => {
  await websocket.accept();

  await manager.register(websocket, room);
  loadHistory(websocket.queryParams.get('history')); // Throws for the first client. The finally below is not reached.
  try {
    await websocket.sendText(`${manager.connectionCount(room)} here`);
    for await (const text of websocket.iterText()) await websocket.sendText(text);
  } finally {
    await manager.disconnect(websocket, room);
  }
});

function loadHistory(history: string | null): void {
  if (history === 'lost') throw new Error('The history could not be read.');
}

import { app, ConnectionManager } from 'playground';

class HistoryLost extends Error {}

const manager = new ConnectionManager();

app.websocket('/ws/rooms/{room}', async (websocket, { room }) => {
  await websocket.accept();

  try {
    await manager.register(websocket, room);
    loadHistory(websocket.queryParams.get('history'));
    await websocket.sendText(`${manager.connectionCount(room)} here`);
    for await (const text of websocket.iterText()) await websocket.sendText(text);
  } catch (error) {
    if (!(error instanceof HistoryLost)) throw error;
    await websocket.close({ code: 1011, reason: 'The history could not be read' });
  } finally {
    // Forgetting a client that was never registered does no harm.
    await manager.disconnect(websocket, room);
  }
});

function loadHistory(history: string | null): void {
  if (history === 'lost') throw new HistoryLost();
}

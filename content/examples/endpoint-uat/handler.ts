import { app, ConnectionManager, type WebSocket } from 'playground';

const manager = new ConnectionManager();

/** The cycles with something to tell. Nothing checks against it, as in AutoCoder. */
const cycles = new Map([['1', { total: 4, passed: 3, failed: 1 }]]);

async function uatProgress(websocket: WebSocket, { cycle_id }: { cycle_id: string }): Promise<void> {
  // connect() accepts and registers. Any cycle_id is let in and stays.
  await manager.connect(websocket, cycle_id);
  try {
    await websocket.sendJson({ type: 'connected', data: { cycle_id } });
    for await (const text of websocket.iterText()) {
      const type = messageType(text);
      if (type === 'ping') await websocket.sendJson({ type: 'pong', data: {} });
      if (type === 'request_stats') {
        await websocket.sendJson({
          type: 'progress_stats',
          data: cycles.get(cycle_id) ?? { total: 0, passed: 0, failed: 0 },
        });
      }
    }
  } finally {
    await manager.disconnect(websocket, cycle_id);
  }
}

app.websocket('/api/uat/ws/{cycle_id}', uatProgress);
app.websocket('/api/uat/ws/uat/{cycle_id}', uatProgress);

function messageType(text: string): unknown {
  try {
    return JSON.parse(text)?.type;
  } catch {
    return undefined;
  }
}

import { app } from 'playground';

const FINAL = new Set([1000, 1008, 4000, 4002, 4003, 4004]);

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  await websocket.close(name === 'busy' ? { code: 1013 } : { code: 4004, reason: 'Not found' });
});

app.websocket('/client/policy', async (websocket) => {
  await websocket.accept();
  for await (const close of websocket.iterJson()) {
    await websocket.sendJson(FINAL.has(close.code) ? { stop: true } : { wait_ms: 120 });
  }
});

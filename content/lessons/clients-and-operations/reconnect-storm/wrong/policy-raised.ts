import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  await websocket.close(name === 'busy' ? { code: 1013 } : { code: 4004, reason: 'Not found' });
});

app.websocket('/client/policy', async (websocket) => {
  await websocket.accept();
  for await (const close of websocket.iterJson()) {
    await websocket.sendJson(close.status.code >= 4000 ? { stop: true } : { wait_ms: 100 });
  }
});

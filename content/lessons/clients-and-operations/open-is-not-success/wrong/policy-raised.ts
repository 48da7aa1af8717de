import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name !== 'overloaded') await websocket.sendText('progress');
  await websocket.close({ code: 1013 });
});

app.websocket('/client/policy', async (websocket) => {
  await websocket.accept();
  for await (const close of websocket.iterJson()) {
    await websocket.sendJson(close.status.code >= 4000 ? { stop: true } : { wait_ms: 100 });
  }
});

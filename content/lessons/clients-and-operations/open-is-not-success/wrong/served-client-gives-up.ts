import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name !== 'overloaded') await websocket.sendText('progress');
  await websocket.close({ code: 1013 });
});

app.websocket('/client/policy', async (websocket) => {
  await websocket.accept();
  for await (const close of websocket.iterJson()) {
    await websocket.sendJson(close.messages > 0 ? { stop: true } : { wait_ms: 100 * 2 ** (close.attempt - 1) });
  }
});

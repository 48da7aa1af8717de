import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name !== 'overloaded') await websocket.sendText('progress');
  await websocket.close({ code: 1013 });
});

app.websocket('/client/policy', async (websocket) => {
  await websocket.accept();
  let waitMs = 80;
  for await (const close of websocket.iterJson()) {
    waitMs = close.messages > 0 ? 80 : waitMs * 2.5;
    await websocket.sendJson({ wait_ms: waitMs });
  }
});

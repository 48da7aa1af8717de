import { app } from 'playground';

let stopping = false;

app.websocket('/ws/projects/{name}', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    if (stopping) return websocket.close(1012, 'Restarting');
    await websocket.sendText(text);
  }
});

app.websocket('/ops/restart', async (websocket) => {
  await websocket.accept();
  stopping = true;
  await websocket.close();
});

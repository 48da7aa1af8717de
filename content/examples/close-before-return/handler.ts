import { app } from 'playground';

app.websocket('/ws/jobs', async (websocket) => {
  await websocket.accept();
  await websocket.sendText('The job is done.');
  // 1000, Normal Closure, is the default: a client knows not to reconnect.
  await websocket.close();
});

import { app } from 'playground';

app.websocket('/ws/hello', async (websocket) => {
  // The server answers 101 Switching Protocols, and the page gets its open event.
  await websocket.accept();
  await websocket.sendText('You are in.');
  await websocket.close();
});

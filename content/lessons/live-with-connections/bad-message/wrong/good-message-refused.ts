import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  await websocket.receiveText();
  await websocket.close({ code: 1003, reason: 'Send a JSON object with a type' });
});

import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    if (!text.startsWith('{"type":"')) break;
    await websocket.sendText('pong');
  }
  await websocket.close();
});

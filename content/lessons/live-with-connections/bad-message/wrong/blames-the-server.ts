import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    try {
      JSON.parse(text).type.toLowerCase();
    } catch {
      return websocket.close({ code: 1011, reason: 'Something went wrong' });
    }
    await websocket.sendJson({ type: 'pong' });
  }
});

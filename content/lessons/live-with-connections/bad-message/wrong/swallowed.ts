import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    try {
      if (JSON.parse(text).type.toLowerCase() === 'ping') await websocket.sendJson({ type: 'pong' });
    } catch {
      continue;
    }
  }
});

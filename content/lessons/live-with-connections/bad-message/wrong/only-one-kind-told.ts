import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    const message = JSON.parse(text);
    if (typeof message.type !== 'string') await websocket.sendJson({ type: 'error', content: 'No type' });
    else await websocket.sendJson({ type: 'pong' });
  }
});

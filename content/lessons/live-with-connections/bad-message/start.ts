import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    let kind: string;
    try {
      const message = JSON.parse(text);
      kind = message.type.toLowerCase();
    } catch {
      break;
    }
    if (kind === 'ping') await websocket.sendJson({ type: 'pong' });
  }
});

import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    let kind: string;
    try {
      const message = JSON.parse(text);
      kind = message.type.toLowerCase();
    } catch {
      await websocket.sendJson({ type: 'error', content: 'Send a JSON object with a type.' });
      continue;
    }
    if (kind === 'ping') await websocket.sendJson({ type: 'pong' });
  }
});

import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      await websocket.close({ code: 4000, reason: 'That was not JSON' });
      return;
    }
    await websocket.sendJson({ you_said: data });
  }
});

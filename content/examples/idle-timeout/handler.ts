import { app, sleep, WebSocketDisconnect } from 'playground';

app.websocket('/ws/feed', async (websocket) => {
  await websocket.accept();
  try {
    for (;;) {
      const text = await Promise.race([websocket.receiveText(), sleep(0.2)]);
      if (text === undefined) break;
      await websocket.sendText(text);
    }
    await websocket.close({ code: 4408, reason: 'No message for 0.2 s' });
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
});

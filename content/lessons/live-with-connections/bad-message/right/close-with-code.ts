import { app, WebSocketException } from 'playground';

function typeOf(text: string): unknown {
  try {
    return JSON.parse(text).type.length > 0 && JSON.parse(text).type;
  } catch {
    throw new WebSocketException(4400, 'This endpoint takes objects with a type');
  }
}

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    if (typeOf(text) === 'ping') await websocket.sendText('pong');
  }
});

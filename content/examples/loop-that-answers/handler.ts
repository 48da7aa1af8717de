import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) {
    if (typeOf(text) === 'ping') await websocket.sendJson({ type: 'pong' });
    else await websocket.sendJson({ type: 'error', content: 'Send an object with a type' });
  }
});

function typeOf(text: string): unknown {
  try {
    return JSON.parse(text)?.type;
  } catch {
    return undefined;
  }
}

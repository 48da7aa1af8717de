import { app, type WebSocket } from 'playground';

const room = new Set<WebSocket>();

app.websocket('/ws/room', async (websocket) => {
  await websocket.accept();
  room.add(websocket);
  try {
    await websocket.sendText('welcome');
    for (;;) {
      const text = await websocket.receiveText();
      for (const member of [...room]) await member.sendText(text);
    }
  } finally {
    room.delete(websocket);
  }
});

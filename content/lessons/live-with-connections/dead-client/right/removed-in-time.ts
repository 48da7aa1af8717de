import { app, type WebSocket } from 'playground';

const room = new Set<WebSocket>();

app.websocket('/ws/room', async (websocket) => {
  await websocket.accept();
  room.add(websocket);
  await websocket.sendText('welcome');
  for await (const text of websocket.iterText()) {
    await Promise.allSettled([...room].map((member) => member.sendText(text)));
  }
  room.delete(websocket);
});

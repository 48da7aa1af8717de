import { app, type WebSocket } from 'playground';

const room: WebSocket[] = [];

app.websocket('/ws/room', async (websocket) => {
  await websocket.accept();
  room.push(websocket);
  await websocket.sendText('welcome');
  for await (const text of websocket.iterText()) {
    try {
      for (const member of room) await member.sendText(text);
    } catch {
      continue;
    }
  }
});

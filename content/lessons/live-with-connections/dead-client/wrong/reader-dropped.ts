import { app, type WebSocket } from 'playground';

let room: WebSocket[] = [];

app.websocket('/ws/room', async (websocket) => {
  await websocket.accept();
  room.push(websocket);
  await websocket.sendText('welcome');
  for await (const text of websocket.iterText()) {
    for (const member of room) {
      if (member !== websocket) await member.close({ code: 1011, reason: 'Room is cleaned up' }).catch(() => {});
    }
    room = [websocket];
    await websocket.sendText(text);
  }
});

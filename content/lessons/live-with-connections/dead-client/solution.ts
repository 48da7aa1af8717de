import { app, type WebSocket } from 'playground';

const room = new Set<WebSocket>();

async function broadcast(text: string) {
  for (const member of [...room]) {
    try {
      await member.sendText(text);
    } catch {
      room.delete(member);
    }
  }
}

app.websocket('/ws/room', async (websocket) => {
  await websocket.accept();
  room.add(websocket);
  try {
    await websocket.sendText('welcome');
    for await (const text of websocket.iterText()) await broadcast(text);
  } finally {
    room.delete(websocket);
  }
});

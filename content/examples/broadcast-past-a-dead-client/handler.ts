import { app, type WebSocket } from 'playground';

const room = new Set<WebSocket>();

app.websocket('/ws/room', async (websocket) => {
  await websocket.accept();
  room.add(websocket);
  try {
    for await (const text of websocket.iterText()) {
      await broadcast(text);
    }
  } finally {
    room.delete(websocket);
  }
});

async function broadcast(text: string): Promise<void> {
  for (const member of room) {
    try {
      await member.sendText(text);
    } catch {
      // Whoever cannot be reached has left, and its own handler will say so.
      room.delete(member);
    }
  }
}

import { app, type WebSocket } from 'playground';

const room: WebSocket[] = [];

app.websocket('/ws/room', async (websocket) => {
  await websocket.accept();
  room.push(websocket);

  for await (const text of websocket.iterText()) {
    // The first client is gone and nobody took it off the list. On uvicorn this
    // send raises here, in the handler of the client that is still alive.
    for (const member of room) await member.sendText(text);
  }
});

import { app, type WebSocket } from 'playground';

const members = new Map<string, Set<WebSocket>>([['QR', new Set()]]);

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  const room = members.get(name);
  if (room === undefined) return websocket.close(4004, 'No such project');
  room.add(websocket);
  try {
    await websocket.sendText('welcome');
    for await (const text of websocket.iterText()) await websocket.sendText(text);
  } finally {
    room.delete(websocket);
  }
});

app.websocket('/ws/count/{name}', async (websocket, { name }) => {
  await websocket.accept();
  await websocket.sendText(`${members.get(name)?.size ?? 0}`);
  await websocket.close();
});

import { app, type WebSocket } from 'playground';

const members = new Set<WebSocket>();

app.websocket('/ws/projects/{name}', async (websocket) => {
  await websocket.accept();
  members.add(websocket);
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

app.websocket('/ops/restart', async (websocket) => {
  await websocket.accept();
  for (const member of [...members]) await member.close();
  await websocket.close();
});

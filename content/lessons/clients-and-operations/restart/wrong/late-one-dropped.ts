import { app, type WebSocket } from 'playground';

const members = new Set<WebSocket>();
let stopping = false;

app.websocket('/ws/projects/{name}', async (websocket) => {
  await websocket.accept();
  if (stopping) return;
  members.add(websocket);
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

app.websocket('/ops/restart', async (websocket) => {
  await websocket.accept();
  stopping = true;
  for (const member of [...members]) await member.close(1012, 'Restarting');
  await websocket.close();
});

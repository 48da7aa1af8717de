import { app, type WebSocket } from 'playground';

const members = new Set<WebSocket>();
let stopping = false;

app.websocket('/ws/projects/{name}', async (websocket) => {
  await websocket.accept();
  if (stopping) return websocket.close(1013, 'Come back in a moment');
  members.add(websocket);
  try {
    for await (const text of websocket.iterText()) await websocket.sendText(text);
  } finally {
    members.delete(websocket);
  }
});

app.websocket('/ops/restart', async (websocket) => {
  await websocket.accept();
  stopping = true;
  await Promise.all([...members].map((member) => member.close(1012, 'Restarting')));
  await websocket.close();
});

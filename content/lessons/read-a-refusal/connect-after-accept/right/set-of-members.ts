import { app, type WebSocket } from 'playground';

const members = new Set<WebSocket>();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (project_name !== 'QR') return websocket.close(4004, 'Project not found');
  members.add(websocket);
  try {
    await websocket.sendJson({ online: members.size });
    for await (const text of websocket.iterText()) await websocket.sendText(text);
  } finally {
    members.delete(websocket);
  }
});

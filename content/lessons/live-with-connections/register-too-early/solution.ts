import { app, ConnectionManager } from 'playground';

const projects = new Map([['QR', 'QR code generator']]);
const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();

  if (!projects.has(project_name)) {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
    return;
  }

  await manager.register(websocket, project_name);
  try {
    await websocket.sendText('Welcome');
    for await (const text of websocket.iterText()) await manager.broadcast(project_name, text);
  } finally {
    await manager.disconnect(websocket, project_name);
  }
});

app.websocket('/ws/count/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  await websocket.sendText(String(manager.connectionCount(project_name)));
  await websocket.close();
});

import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();

  if (project_name !== 'QR') {
    await websocket.close({ code: 4004, reason: 'Project not found' });
    return;
  }

  await manager.register(websocket, project_name);
  try {
    await websocket.sendText('registered');
    for await (const text of websocket.iterText()) {
      await websocket.sendText(`${project_name}: ${text}`);
    }
  } finally {
    await manager.disconnect(websocket, project_name);
  }
});

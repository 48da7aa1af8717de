import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();

  if (project_name !== 'QR') {
    await websocket.close({ code: 4004, reason: 'Project not found' });
    return;
  }

  // connect() is accept() and register() in one, and this socket is open already.
  await manager.connect(websocket, project_name);
  await websocket.sendText('registered');
});

import { app } from 'playground';

app.websocket('/ws/projects/{project_name:path}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (project_name !== 'QR') {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
    return;
  }
  await websocket.sendJson({ type: 'ready' });
});

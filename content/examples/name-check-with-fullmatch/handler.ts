import { app } from 'playground';

const projects = new Set(['QR']);

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();

  // Without the m flag, $ is the very end of the text.
  if (!/^[a-zA-Z0-9_-]{1,50}$/.test(project_name)) {
    await websocket.close({ code: 4000, reason: 'Invalid project name' });
    return;
  }

  if (!projects.has(project_name)) {
    await websocket.close({ code: 4004, reason: 'Project not found' });
    return;
  }

  await websocket.sendText('Welcome.');
  await websocket.close();
});

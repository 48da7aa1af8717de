import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  const valid = /^[\w-]{1,50}$/.test(project_name);
  await websocket.close({ code: valid ? 4004 : 4000, reason: 'Refused' });
});

import { app } from 'playground';

app.websocket('/ws/projects/{project_name}/assistant', async (websocket) => {
  await websocket.close({ code: 4004, reason: 'Project not found in registry' });
});

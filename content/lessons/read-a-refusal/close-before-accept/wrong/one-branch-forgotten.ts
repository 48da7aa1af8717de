import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  if (!/^[\w-]{1,50}$/.test(project_name)) {
    await websocket.close({ code: 4000, reason: 'Invalid project name' });
    return;
  }
  await websocket.accept();
  if (project_name !== 'QR') {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
    return;
  }
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (!/^[\w-]{1,50}$/.test(project_name)) {
    await websocket.close({ code: 4000, reason: 'Invalid project name' });
  } else if (project_name !== 'QR') {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
  }
  await websocket.sendText('Welcome');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  const first = await websocket.receiveText();
  await websocket.accept();
  if (project_name !== 'QR') return websocket.close(4004, 'Project not found in registry');
  await websocket.sendText(first);
});

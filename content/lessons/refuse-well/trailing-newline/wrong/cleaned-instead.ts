import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  const name = project_name.trim();
  if (!/^[a-zA-Z0-9_-]{1,50}$/.test(name)) return websocket.close(4000, 'Invalid project name');
  if (name !== 'QR') return websocket.close(4004, 'Project not found in registry');
  await websocket.sendText('QR is ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

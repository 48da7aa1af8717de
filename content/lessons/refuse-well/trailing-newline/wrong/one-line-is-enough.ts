import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (!/[a-zA-Z0-9_-]{1,50}$/.test(name)) return websocket.close(4000, 'Invalid project name');
  if (name !== 'QR') return websocket.close(4004, 'Project not found in registry');
  await websocket.sendText('QR is ready');
});

import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name.includes('\n')) return websocket.close(4000, 'Invalid project name');
  if (name !== 'QR') return websocket.close(4004, 'Project not found in registry');
  await websocket.sendText('QR is ready');
});

import { app } from 'playground';

app.websocket('/ws/expand/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name === 'draft') return websocket.close(428, 'Spec required');
  if (name === 'moved') return websocket.close(410, 'Folder gone');
  return websocket.close(404, 'Project not found');
});

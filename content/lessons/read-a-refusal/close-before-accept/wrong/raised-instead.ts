import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (project_name !== 'QR') throw new Error('Project not found');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

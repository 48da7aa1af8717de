import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  if (project_name !== 'QR') return websocket.close(4004, 'Project not found');
  await manager.connect(websocket, project_name);
  await websocket.sendJson({ online: manager.connectionCount(project_name) });
  for await (const text of websocket.iterText()) await manager.broadcast(project_name, text);
});

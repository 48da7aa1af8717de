import { app, ConnectionManager } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  const manager = new ConnectionManager();
  await manager.connect(websocket, project_name);
  await websocket.sendJson({ online: manager.connectionCount(project_name) });
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

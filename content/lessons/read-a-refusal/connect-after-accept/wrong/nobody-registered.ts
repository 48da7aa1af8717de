import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  await websocket.sendJson({ online: manager.connectionCount(project_name) });
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

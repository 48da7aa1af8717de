import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await manager.connect(websocket, project_name); // Accepts + registers
  try {
    await websocket.sendText(`${manager.connectionCount(project_name)} here`);
    for await (const text of websocket.iterText()) await websocket.sendText(text);
  } finally {
    await manager.disconnect(websocket, project_name);
  }
});

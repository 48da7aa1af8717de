import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  // The same happens with a connect() that has stopped accepting under its old name.
  await manager.register(websocket, project_name);
  try {
    for (;;) await websocket.sendText(await websocket.receiveText());
  } finally {
    await manager.disconnect(websocket, project_name);
  }
});

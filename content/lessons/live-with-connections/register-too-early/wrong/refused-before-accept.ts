import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  if (name !== 'QR') return websocket.close(4004, 'Project not found in registry');
  await manager.connect(websocket, name);
  await websocket.sendText('Welcome');
  for await (const text of websocket.iterText()) await manager.broadcast(name, text);
});

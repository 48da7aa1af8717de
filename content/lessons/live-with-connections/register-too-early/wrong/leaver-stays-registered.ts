import { app, ConnectionManager } from 'playground';

const manager = new ConnectionManager();

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name !== 'QR') return websocket.close(4004, 'Project not found in registry');
  await manager.register(websocket, name);
  await websocket.sendText('Welcome');
  for await (const text of websocket.iterText()) {
    if (text === 'bye') await manager.disconnect(websocket, name);
    else await manager.broadcast(name, text);
  }
});

app.websocket('/ws/count/{name}', async (websocket, { name }) => {
  await websocket.accept();
  await websocket.sendText(String(manager.connectionCount(name)));
  await websocket.close();
});

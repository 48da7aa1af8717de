import { app, ConnectionManager, WebSocketDisconnect } from 'playground';

const projects = new Map([['QR', { title: 'QR code generator' }]]);
const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  // 1. Accept first: a close code can only travel on an open connection.
  await websocket.accept();

  // 2. Validate the input.
  if (!/^[\w-]{1,50}$/.test(project_name)) {
    await websocket.close({ code: 4000, reason: 'Invalid parameter' });
    return;
  }

  // 3. Look up the resource.
  const project = projects.get(project_name);
  if (!project) {
    await websocket.close({ code: 4004, reason: 'Resource not found' });
    return;
  }

  // 4. Register. Not connect(), which would accept a second time.
  await manager.register(websocket, project_name);

  // 5. Serve until the client leaves.
  try {
    for (;;) {
      const text = await websocket.receiveText();
      await websocket.sendText(`${project.title}: ${text}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    await manager.disconnect(websocket, project_name);
  }
});

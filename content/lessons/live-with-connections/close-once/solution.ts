import { app } from 'playground';

const projects = new Map([['QR', 'QR code generator']]);

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (!projects.has(project_name)) {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
    return;
  }
  for await (const text of websocket.iterText()) {
    if (text === 'bye') {
      await websocket.close();
      return;
    }
    await websocket.sendText(`${project_name}: ${text}`);
  }
});

import { app } from 'playground';

const projects = new Map([['QR', 'QR code generator']]);

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (!/^[a-zA-Z0-9_-]{1,50}$/m.test(project_name)) {
    await websocket.close({ code: 4000, reason: 'Invalid project name' });
    return;
  }
  if (!projects.has(project_name)) {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
    return;
  }
  await websocket.sendText(`${project_name} is ready`);
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

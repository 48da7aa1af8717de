import { app } from 'playground';

const projects = new Map([['QR', 'QR code generator']]);

app.websocket('/api/assistant/ws/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  const project = projects.get(project_name);
  if (project === undefined) {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
    return;
  }
  await websocket.sendJson({ type: 'ready', project });
  for await (const text of websocket.iterText()) {
    await websocket.sendJson({ type: 'text', content: `You said: ${text}` });
  }
});

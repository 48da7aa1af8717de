import { app } from 'playground';

const projects = new Set(['QR']);

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();

  if (!projects.has(project_name)) {
    await websocket.close({ code: 4004, reason: 'Project not found' });
    return;
  }

  // Only now is the client connected. It resets its backoff here, not in onopen.
  await websocket.sendJson({ type: 'ready' });
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

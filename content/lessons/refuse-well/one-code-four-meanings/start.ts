import { app } from 'playground';

const projects = new Map([
  ['QR', { folder: true, spec: true }],
  ['draft', { folder: true, spec: false }],
  ['moved', { folder: false, spec: true }],
]);

app.websocket('/ws/expand/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  const project = projects.get(project_name);
  if (project === undefined) {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
    return;
  }
  if (!project.folder) {
    await websocket.close({ code: 4004, reason: 'Project directory not found' });
    return;
  }
  if (!project.spec) {
    await websocket.close({ code: 4004, reason: 'Project has no spec. Create spec first.' });
    return;
  }

  await websocket.sendJson({ type: 'ready' });
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

const projects = new Map([
  ['QR', { folder: true, spec: true }],
  ['draft', { folder: true, spec: false }],
  ['moved', { folder: false, spec: true }],
]);

// 4000 and the HTTP status that comes nearest.
const UNKNOWN_PROJECT = 4404; // the user corrects the name
const FOLDER_GONE = 4410; // nothing that the user can do
const SPEC_REQUIRED = 4428; // the client offers to create a spec

app.websocket('/ws/expand/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  const project = projects.get(project_name);
  if (project === undefined) {
    await websocket.close({ code: UNKNOWN_PROJECT, reason: 'Project not found in registry' });
    return;
  }
  if (!project.folder) {
    await websocket.close({ code: FOLDER_GONE, reason: 'Project directory not found' });
    return;
  }
  if (!project.spec) {
    await websocket.close({ code: SPEC_REQUIRED, reason: 'Project has no spec. Create spec first.' });
    return;
  }

  await websocket.sendJson({ type: 'ready' });
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

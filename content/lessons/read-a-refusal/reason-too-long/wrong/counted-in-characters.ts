import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  const reason = `Project ${project_name} was not found in the registry.`;
  await websocket.close({ code: 4004, reason: reason.slice(0, 123) });
});

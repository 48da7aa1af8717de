import { app } from 'playground';

const PROJECT_NAME = /^[a-zA-Z0-9_-]{1,50}$/;

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();

  if (!PROJECT_NAME.test(project_name)) {
    await websocket.close({ code: 4000, reason: 'Invalid project name' });
    return;
  }

  await websocket.sendText(`${project_name} is a valid name.`);
  await websocket.close();
});

import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket) => {
  await websocket.accept();
  await websocket.close({ code: 4004 });
});

import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();

  if (!/^[\w-]{1,50}$/.test(project_name)) {
    // The connection is open, so a Close frame carries both
    // to the page, and it can tell its user what to do.
    await websocket.close({ code: 4000, reason: 'Invalid parameter' });
    return;
  }

  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  if (!/^[\w-]{1,50}$/.test(project_name)) {
    // Legal, and nothing throws. But no connection is there yet
    // to carry a code: the server can only answer HTTP 403.
    await websocket.close({ code: 4000, reason: 'Invalid parameter' });
    return;
  }

  await websocket.accept();
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

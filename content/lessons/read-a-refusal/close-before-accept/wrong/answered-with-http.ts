import { app } from 'playground';

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  if (project_name !== 'QR') {
    await websocket.sendDenialResponse({ status: 404, body: 'Project not found' });
    return;
  }
  await websocket.accept();
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

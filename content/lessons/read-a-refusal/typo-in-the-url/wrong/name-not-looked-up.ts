import { app } from 'playground';

app.websocket('/ws/projects/{project_name}/assistant', async (websocket) => {
  await websocket.accept();
  await websocket.sendJson({ type: 'ready' });
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

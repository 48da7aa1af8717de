import { app } from 'playground';

app.websocket('/{rest:path}', async (websocket, { rest }) => {
  await websocket.accept();
  if (!rest.split('/').includes('QR')) {
    await websocket.close({ code: 4004, reason: 'Project not found in registry' });
    return;
  }
  await websocket.sendJson({ type: 'ready' });
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name !== 'QR') return websocket.close(4004, 'Project not found in registry');
  for await (const text of websocket.iterText()) {
    if (text === 'bye') break;
    await websocket.sendText(text);
  }
});

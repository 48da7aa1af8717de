import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name !== 'QR') return websocket.close(4004, 'Project not found in registry');
  for (;;) {
    const text = await websocket.receiveText();
    if (text === 'bye') return websocket.close();
    await websocket.sendText(text);
  }
});

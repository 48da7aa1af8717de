import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  try {
    if (name !== 'QR') return await websocket.close(4004, 'No such project');
    for await (const text of websocket.iterText()) {
      if (text === 'bye') break;
      await websocket.sendText(text);
    }
  } finally {
    if (websocket.applicationState === 'CONNECTED' && websocket.clientState === 'CONNECTED') await websocket.close();
  }
});

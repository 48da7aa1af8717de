import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  try {
    if (name !== 'QR') {
      await websocket.close({ code: 4004, reason: 'Project not found in registry' });
      return;
    }
    for await (const text of websocket.iterText()) {
      if (text === 'bye') break;
      await websocket.sendText(text);
    }
  } finally {
    // What the client has done says nothing of what was sent to it.
    if (websocket.clientState === 'CONNECTED') await websocket.close();
  }
});

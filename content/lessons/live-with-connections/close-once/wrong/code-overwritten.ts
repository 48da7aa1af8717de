import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name === 'QR') {
    for await (const text of websocket.iterText()) {
      if (text === 'bye') break;
      await websocket.sendText(text);
    }
  }
  await websocket.close();
});

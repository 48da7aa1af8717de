import { app } from 'playground';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name !== 'QR') return websocket.close(4000, 'Invalid project name');
  await websocket.sendText('QR is ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

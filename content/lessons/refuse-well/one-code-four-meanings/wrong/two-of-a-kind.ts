import { app } from 'playground';

app.websocket('/ws/expand/{name}', async (websocket, { name }) => {
  await websocket.accept();
  if (name === 'draft') return websocket.close(4428, 'Spec required');
  if (name !== 'QR') return websocket.close(4404, 'Not found');
  await websocket.sendText('ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

app.websocket('/ws/expand/{name}', async (websocket, { name }) => {
  if (name !== 'QR') return websocket.close(name === 'draft' ? 4428 : 4404, 'Refused');
  await websocket.accept();
  await websocket.sendText('ready');
  await websocket.receiveText();
});

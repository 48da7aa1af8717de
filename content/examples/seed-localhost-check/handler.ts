import { app } from 'playground';

app.websocket('/ws/admin', async (websocket) => {
  await websocket.accept();

  const clientHost = websocket.client ? websocket.client.host : null;
  if (!['127.0.0.1', '::1', 'localhost', null].includes(clientHost)) {
    await websocket.close({ code: 4003, reason: 'Localhost access only' });
    return;
  }

  await websocket.sendText('127.0.0.1 or ::1, so you pass.');
  await websocket.close();
});

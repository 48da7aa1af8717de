import { app } from 'playground';

app.websocket('/ws/agent', async (websocket) => {
  await websocket.accept({ subprotocol: websocket.scope.subprotocols[0] ?? null });
  await websocket.close({ code: 1008, reason: 'Expired' });
});

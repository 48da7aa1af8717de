import { app } from 'playground';

app.websocket('/ws/agent', async (websocket) => {
  const offersSome = websocket.scope.subprotocols.length > 0;
  await websocket.accept({ subprotocol: offersSome ? 'autocoder.v2' : null });
  await websocket.close({ code: 4401, reason: 'The token has expired' });
});

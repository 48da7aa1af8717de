import { app } from 'playground';

app.websocket('/ws/agent', async (websocket) => {
  const [offered = 'autocoder.v1'] = websocket.scope.subprotocols;
  await websocket.accept({ subprotocol: offered });
  await websocket.close({ code: 4401, reason: 'The token has expired' });
});

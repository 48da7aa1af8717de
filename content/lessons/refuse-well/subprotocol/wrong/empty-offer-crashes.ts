import { app } from 'playground';

app.websocket('/ws/agent', async (websocket) => {
  const newest = websocket.scope.subprotocols.reduce((best, name) => (name > best ? name : best));
  await websocket.accept({ subprotocol: newest });
  await websocket.close({ code: 4401, reason: 'The token has expired' });
});

import { app } from 'playground';

const SUPPORTED = ['autocoder.v2', 'autocoder.v1'];

app.websocket('/ws/agent', async (websocket) => {
  const offered = websocket.scope.subprotocols;
  await websocket.accept({ subprotocol: SUPPORTED.find((name) => offered.includes(name)) ?? null });
  if (websocket.queryParams.get('token') !== 'new') {
    await websocket.close({ code: 4401, reason: 'The token has expired' });
    return;
  }
  await websocket.sendText('Welcome');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

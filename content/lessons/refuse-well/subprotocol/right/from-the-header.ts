import { app } from 'playground';

app.websocket('/ws/agent', async (websocket) => {
  const header = websocket.headers.get('sec-websocket-protocol') ?? '';
  const [oldest = null] = header
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .toReversed();
  await websocket.accept({ subprotocol: oldest });
  if (websocket.queryParams.get('token') !== 'new') return websocket.close(4401, 'Expired');
  await websocket.sendText('welcome');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

const issued = new Map([['k7-new', 'Ada']]);
const expired = new Map([['k7-old', 'Ada']]);
const PRIVATE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|::ffff:|f[cd])/;

app.websocket('/ws/terminal', async (websocket) => {
  await websocket.accept();
  if (websocket.client !== null && !PRIVATE.test(websocket.client.host)) {
    await websocket.close({ code: 4003, reason: 'Localhost access only' });
    return;
  }
  await websocket.sendText('The shell is ready');
  for await (const text of websocket.iterText()) await websocket.sendText(`$ ${text}`);
});

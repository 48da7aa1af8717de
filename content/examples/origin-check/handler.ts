import { app } from 'playground';

app.websocket('/ws/admin', async (websocket) => {
  // Every browser names the page's own site here, and no page can forge it.
  // A client that is no browser sends none, and needs a credential instead.
  const origin = websocket.headers.get('origin');
  const host = websocket.headers.get('host');
  if (origin && new URL(origin).host !== host) {
    await websocket.close();
    return;
  }

  await websocket.accept();
  await websocket.sendText('This page may.');
  await websocket.close();
});

import { app } from 'playground';

app.websocket('/ws/reports', async (websocket) => {
  const token = websocket.headers.get('authorization');
  if (token !== 'Bearer let-me-in') {
    // Seen by every client that reads HTTP. A browser shows its page only 1006.
    await websocket.sendDenialResponse({
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
      json: { error: 'A bearer token is needed.' },
    });
    return;
  }

  await websocket.accept();
  await websocket.sendText('The report is ready.');
  await websocket.close();
});

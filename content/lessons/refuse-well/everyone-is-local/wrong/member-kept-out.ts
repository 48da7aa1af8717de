import { app } from 'playground';

const KNOWN = ['k7-old', 'k7-new'];

app.websocket('/ws/terminal', async (websocket) => {
  if (!KNOWN.includes(websocket.queryParams.get('ticket') ?? '')) return websocket.close();
  await websocket.accept();
  await websocket.close({ code: 4401, reason: 'Your ticket has expired' });
});

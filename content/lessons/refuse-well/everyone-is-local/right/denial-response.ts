import { app } from 'playground';

const TICKETS: Record<string, 'good' | 'expired'> = { 'k7-new': 'good', 'k7-old': 'expired' };

app.websocket('/ws/terminal', async (websocket) => {
  const state = TICKETS[websocket.queryParams.get('ticket') ?? ''];
  if (state === undefined) return websocket.sendDenialResponse({ status: 404, body: 'Not Found' });
  await websocket.accept();
  if (state === 'expired') return websocket.close(4401, 'Sign in again');
  await websocket.sendText('ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

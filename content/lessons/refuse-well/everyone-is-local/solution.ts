import { app } from 'playground';

const issued = new Map([['k7-new', 'Ada']]);
const expired = new Map([['k7-old', 'Ada']]);

app.websocket('/ws/terminal', async (websocket) => {
  const ticket = websocket.queryParams.get('ticket') ?? '';
  if (!issued.has(ticket) && !expired.has(ticket)) {
    await websocket.close();
    return;
  }
  await websocket.accept();
  if (expired.has(ticket)) {
    await websocket.close({ code: 4401, reason: 'Your ticket has expired. Sign in again.' });
    return;
  }
  await websocket.sendText('The shell is ready');
  for await (const text of websocket.iterText()) await websocket.sendText(`$ ${text}`);
});

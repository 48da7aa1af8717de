import { app } from 'playground';

app.websocket('/ws/terminal', async (websocket) => {
  const ticket = websocket.queryParams.get('ticket');
  await websocket.accept();
  if (ticket === 'k7-old') return websocket.close(4401, 'Your ticket has expired');
  if (ticket !== 'k7-new') return websocket.close(4401, 'A ticket is required');
  await websocket.sendText('The shell is ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

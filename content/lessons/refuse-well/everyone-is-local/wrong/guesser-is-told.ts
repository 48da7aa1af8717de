import { app } from 'playground';

app.websocket('/ws/terminal', async (websocket) => {
  const ticket = websocket.queryParams.get('ticket');
  if (ticket === null) return websocket.close();
  await websocket.accept();
  if (ticket !== 'k7-new') return websocket.close(4401, 'This ticket is not good');
  await websocket.sendText('The shell is ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

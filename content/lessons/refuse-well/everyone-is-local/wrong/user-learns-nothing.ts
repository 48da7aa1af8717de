import { app } from 'playground';

app.websocket('/ws/terminal', async (websocket) => {
  if (websocket.queryParams.get('ticket') !== 'k7-new') return websocket.close(4401, 'Your ticket has expired');
  await websocket.accept();
  await websocket.sendText('The shell is ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

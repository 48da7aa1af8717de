import { app } from 'playground';

app.websocket('/ws/terminal', async (websocket) => {
  if (!websocket.queryParams.has('ticket')) return websocket.close();
  await websocket.accept();
  await websocket.sendText('The shell is ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

const ALLOWED = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';

app.websocket('/ws/projects/{name}', async (websocket, { name }) => {
  await websocket.accept();
  const good = name.length <= 50 && [...name].every((character) => ALLOWED.includes(character));
  if (!good) return websocket.close(4000, 'That is not a name');
  if (name !== 'QR') return websocket.close(4004, 'No such project');
  await websocket.sendText('QR');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app } from 'playground';

const taken: string[] = [];

app.websocket('/ws/orders', async (websocket) => {
  await websocket.accept();
  taken.push(await websocket.receiveText());
  // "cake" may be on its way, or here and unread. Nobody will ever read it.
  await websocket.close({ code: 4429, reason: 'One order at a time' });
});

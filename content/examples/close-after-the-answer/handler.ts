import { app } from 'playground';

const taken: string[] = [];

app.websocket('/ws/orders', async (websocket) => {
  await websocket.accept();
  const order = await websocket.receiveText();
  taken.push(order);
  // Messages arrive in order, and before the close. What has no answer was not done.
  await websocket.sendJson({ taken: order });
  await websocket.close({ code: 4429, reason: 'One order at a time' });
});

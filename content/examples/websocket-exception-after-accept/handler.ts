import { app, WebSocketException } from 'playground';

app.websocket('/ws/orders/{order_id}', async (websocket, { order_id }) => {
  await websocket.accept();

  if (!/^[0-9]+$/.test(order_id)) {
    throw new WebSocketException({ code: 4000, reason: 'Invalid order number' });
  }

  await websocket.sendText(`Order ${order_id} is on its way.`);
  await websocket.close();
});

import { app, HTTPException } from 'playground';

const orders = new Map<string, string>();

app.websocket('/ws/orders/{order_id}', async (websocket, { order_id }) => {
  await websocket.accept();

  const order = orders.get(order_id);
  if (order === undefined) {
    // A habit from HTTP endpoints, often hidden in a helper that both share.
    throw new HTTPException({ statusCode: 404, detail: 'No such order' });
  }

  await websocket.sendText(order);
  await websocket.close();
});

import { app, HTTPException } from 'playground';

const orders = new Map<string, string>();

app.websocket('/ws/orders/{order_id}', async (websocket, { order_id }) => {
  const order = orders.get(order_id);
  if (order === undefined) {
    // Seen by every client that reads HTTP. A browser shows its page only 1006.
    throw new HTTPException({ statusCode: 404, detail: 'No such order' });
  }

  await websocket.accept();
  await websocket.sendText(order);
  await websocket.close();
});

import { app } from 'playground';

app.websocket('/ws/orders/{order_id}', async (websocket, { order_id }) => {
  await websocket.accept();
  await websocket.sendText(loadOrder(order_id));
  await websocket.close();
});

function loadOrder(id: string): string {
  throw new Error(`The database did not answer for order ${id}.`);
}

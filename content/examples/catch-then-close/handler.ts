import { app } from 'playground';

app.websocket('/ws/orders/{order_id}', async (websocket, { order_id }) => {
  await websocket.accept();

  let order: string;
  try {
    order = loadOrder(order_id);
  } catch (error) {
    // The details are for the log. The client learns whose fault it was.
    console.error(error);
    await websocket.close({ code: 1011, reason: 'The order could not be loaded' });
    return;
  }

  await websocket.sendText(order);
  await websocket.close();
});

function loadOrder(id: string): string {
  throw new Error(`The database did not answer for order ${id}.`);
}

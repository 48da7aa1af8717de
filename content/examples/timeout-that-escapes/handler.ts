import { app, sleep, WebSocketDisconnect } from 'playground';

app.websocket('/ws/feed', async (websocket) => {
  await websocket.accept();
  try {
    for (;;) await websocket.sendText(await within(0.2, websocket.receiveText()));
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error; // A time-out is no WebSocketDisconnect.
  }
});

function within<T>(seconds: number, promise: Promise<T>): Promise<T> {
  const late = sleep(seconds).then(() => {
    throw new Error(`Nothing came within ${seconds} s.`);
  });
  return Promise.race([promise, late]);
}

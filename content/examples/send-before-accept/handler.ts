import { app } from 'playground';

app.websocket('/ws/hello', async (websocket) => {
  // This is what breaks the state machine. Closing here would be legal.
  await websocket.sendText('You are in.');
  await websocket.accept();
});

import { app } from 'playground';

app.websocket('/ws/reports', async (websocket) => {
  await websocket.accept();
  // The connection is open: a Close frame has both.
  await websocket.close({ code: 4003, reason: 'Sign in to read reports' });
});

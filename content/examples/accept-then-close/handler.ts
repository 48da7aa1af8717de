import { app } from 'playground';

app.websocket('/ws/reports', async (websocket) => {
  await websocket.accept();
  // The connection is open, so a Close frame carries both to the page.
  await websocket.close({ code: 4003, reason: 'Sign in to read reports' });
});

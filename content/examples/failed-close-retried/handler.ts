import { app } from 'playground';

app.websocket('/ws/feed', async (websocket) => {
  await websocket.accept();
  try {
    await websocket.close({ code: 1005, reason: 'Please sign in again' });
  } catch {
    // The state is DISCONNECTED already, and this throws as well.
    await websocket.close({ code: 4401, reason: 'Please sign in again' });
  }
});

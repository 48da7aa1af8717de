import { app } from 'playground';

app.websocket('/ws/jobs', async (websocket) => {
  await websocket.accept();
  await websocket.sendText('The job is done.');
  // Nothing closes the socket. What happens now is the server's own choice:
  // try this example under each of the server profiles.
});

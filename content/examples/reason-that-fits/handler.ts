import { app } from 'playground';

app.websocket('/ws/projects', async (websocket) => {
  await websocket.accept();
  // A message may be as long as it needs to be. The reason may not.
  await websocket.sendJson({
    type: 'error',
    content: 'Use letters, digits, hyphens and underscores, at most 50 of them.',
  });
  await websocket.close({ code: 4000, reason: 'Invalid project name' });
});

import { app } from 'playground';

app.websocket('/ws/chat', async (websocket) => {
  const offered = websocket.scope.subprotocols;
  await websocket.accept(offered.includes('chat') ? { subprotocol: 'chat' } : {});
  await websocket.close({ code: 4003, reason: 'This room is for members' });
});

import { app } from 'playground';

app.websocket('/ws/rooms', async (websocket) => {
  await websocket.accept();

  const room = websocket.queryParams.get('room') ?? '';
  if (!/^[0-9]+$/.test(room)) {
    await websocket.close({ code: 4000, reason: 'room must be a number' });
    return;
  }

  await websocket.sendText(`You are in room ${Number(room)}.`);
  await websocket.close();
});

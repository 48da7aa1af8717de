import { app } from 'playground';

const CODES = new Map([
  ['moved', 1011],
  ['draft', 1008],
]);

app.websocket('/ws/expand/{name}', async (websocket, { name }) => {
  await websocket.accept();
  await websocket.close({ code: CODES.get(name) ?? 3000, reason: 'Refused' });
});

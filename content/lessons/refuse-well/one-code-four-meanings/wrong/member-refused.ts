import { app } from 'playground';

const CODES = new Map([
  ['moved', 4410],
  ['draft', 4428],
]);

app.websocket('/ws/expand/{name}', async (websocket, { name }) => {
  await websocket.accept();
  await websocket.close({ code: CODES.get(name) ?? 4404, reason: 'Refused' });
});

import { app, type WebSocket } from 'playground';

let stopping = false;
let announce = () => {};
const announced = new Promise<void>((resolve) => (announce = resolve));

async function serve(websocket: WebSocket) {
  for await (const text of websocket.iterText()) await websocket.sendText(`QR: ${text}`);
}

app.websocket('/ws/projects/{project_name}', async (websocket) => {
  await websocket.accept();
  await Promise.race([serve(websocket), announced]);
});

app.websocket('/ops/restart', async (websocket) => {
  await websocket.accept();
  stopping = true;
  announce();
  await websocket.close({ reason: 'Announced' });
});

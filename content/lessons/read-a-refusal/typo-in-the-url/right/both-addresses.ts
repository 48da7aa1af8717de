import { app, type WebSocket } from 'playground';

async function assistant(websocket: WebSocket, { name }: { name: string }) {
  await websocket.accept();
  if (name !== 'QR') return websocket.close(4004, 'Project not found');
  await websocket.sendText('ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
}

app.websocket('/ws/projects/{name}/assistant', assistant);
app.websocket('/api/assistant/ws/{name}', assistant);

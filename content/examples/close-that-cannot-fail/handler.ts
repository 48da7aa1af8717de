import { app, type WebSocket } from 'playground';

app.websocket('/ws/feed', async (websocket) => {
  await websocket.accept();
  await refuse(websocket, 4401, `Please sign in again: ${'é'.repeat(99)}`);
});

async function refuse(websocket: WebSocket, code: number, reason: string): Promise<void> {
  if (code < 3000 || code > 4999) throw new RangeError('4000 to 4999 are yours');
  // 123 bytes, not characters, and no half of a character at the end.
  const bytes = new TextEncoder().encode(reason).subarray(0, 123);
  const short = new TextDecoder().decode(bytes, { stream: true });
  await websocket.close({ code, reason: short });
}

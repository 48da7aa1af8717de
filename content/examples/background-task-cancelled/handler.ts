import { app, sleep } from 'playground';

const clocks = new Set<object>();

app.websocket('/ws/clock', async (websocket) => {
  await websocket.accept();
  const clock = {};
  clocks.add(clock);
  const ticking = tick(clock);
  try {
    for await (const _ of websocket.iterText()) await websocket.sendText(`ticking: ${clocks.size}`);
  } finally {
    clocks.delete(clock);
    // Wait until it has really ended.
    await ticking;
  }
});

async function tick(clock: object): Promise<void> {
  while (clocks.has(clock)) await sleep(0.05);
}

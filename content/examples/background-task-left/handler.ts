import { app, sleep } from 'playground';

const clocks = new Set<object>();

app.websocket('/ws/clock', async (websocket) => {
  await websocket.accept();
  const clock = {};
  clocks.add(clock);
  void tick(clock);

  for await (const _ of websocket.iterText()) await websocket.sendText(`ticking: ${clocks.size}`);
  // The handler ends here. Its clock does not.
});

async function tick(clock: object): Promise<void> {
  while (clocks.has(clock)) await sleep(0.05);
}

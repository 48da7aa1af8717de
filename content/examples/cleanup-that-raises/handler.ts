import { app, sleep } from 'playground';

const attached = new Set<object>();

app.websocket('/ws/terminal', async (websocket) => {
  await websocket.accept();
  attached.add(websocket);
  const copying = copyOutput(websocket.queryParams.get('output'));
  copying.catch(() => {});
  try {
    for await (const _ of websocket.iterText()) await websocket.sendText(`${attached.size} attached`);
  } finally {
    await copying;
    // The copying had failed, so its error is thrown above and this line is skipped.
    attached.delete(websocket);
  }
});

async function copyOutput(output: string | null): Promise<void> {
  await sleep(0.01);
  if (output === 'broken') throw new Error('The terminal is gone.');
}

import { app, sleep } from 'playground';

const attached = new Set<object>();

app.websocket('/ws/terminal', async (websocket) => {
  await websocket.accept();
  attached.add(websocket);
  // The error becomes a value. It is for the log, not for finally.
  const copying = copyOutput(websocket.queryParams.get('output')).catch((error) => error);
  try {
    for await (const _ of websocket.iterText()) await websocket.sendText(`${attached.size} attached`);
  } finally {
    attached.delete(websocket);
    const error = await copying;
    if (error) console.warn(`copying ended with ${error}`);
  }
});

async function copyOutput(output: string | null): Promise<void> {
  await sleep(0.01);
  if (output === 'broken') throw new Error('The terminal is gone.');
}

import { app, sleep } from 'playground';

const here = new Set<object>();

app.websocket('/ws/notes', async (websocket) => {
  await websocket.accept();
  here.add(websocket);
  try {
    for await (const _ of websocket.iterText()) await websocket.sendText(`${here.size} here`);
  } finally {
    here.delete(websocket);
    await saveNotes();
  }
});

async function saveNotes(): Promise<void> {
  await sleep(0.1);
}

import { app, sleep } from 'playground';

const here = new Set<object>();

app.websocket('/ws/notes', async (websocket) => {
  await websocket.accept();
  here.add(websocket);
  try {
    for await (const _ of websocket.iterText()) await websocket.sendText(`${here.size} here`);
  } finally {
    await saveNotes();
    await websocket.close(); // Throws, because nobody is there any more.
    here.delete(websocket);
  }
});

async function saveNotes(): Promise<void> {
  await sleep(0.1);
}

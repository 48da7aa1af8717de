import { app } from 'playground';

const guests: string[] = [];

app.websocket('/ws/rooms/{room}', async (websocket) => {
  const name = websocket.queryParams.get('name') ?? '';
  await websocket.accept();
  if (name === '') {
    await websocket.close({ code: 4000, reason: 'Who are you?' });
    return;
  }

  guests.push(name);
  await websocket.sendText(`${guests.length} here`);
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

import { app, type WebSocket } from 'playground';

const members: WebSocket[] = [];

app.websocket('/ws/projects/{name}', async (websocket) => {
  await websocket.accept();
  members.push(websocket);
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

app.websocket('/ops/restart', async (websocket) => {
  await websocket.accept();
  for (const member of members) {
    members.splice(members.indexOf(member), 1);
    await member.close(1012, 'Restarting');
  }
  await websocket.close();
});

import { app, sleep, WebSocketDisconnect } from 'playground';

const TOKEN = 'correct horse';

app.websocket('/ws/terminal', async (websocket) => {
  await websocket.accept();
  let token: string | void;
  try {
    token = await Promise.race([websocket.receiveText(), sleep(5)]);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    return;
  }
  if (token === undefined) {
    await websocket.close({ code: 4408, reason: 'No token within 5 s' });
    return;
  }

  if (token !== TOKEN) {
    await websocket.close({ code: 4401, reason: 'Please sign in again' });
    return;
  }

  await websocket.sendText('ready');
  for await (const command of websocket.iterText()) await websocket.sendText(run(command));
});

function run(command: string): string {
  return command === 'ls' ? 'secret.txt' : `${command}: not found`;
}

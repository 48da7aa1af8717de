import { app } from 'playground';

app.websocket('/ws/terminal', async (websocket) => {
  await websocket.accept();
  for await (const command of websocket.iterText()) await websocket.sendText(run(command));
});

function run(command: string): string {
  return command === 'ls' ? 'secret.txt' : `${command}: not found`;
}

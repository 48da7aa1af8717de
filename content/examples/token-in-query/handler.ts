import { app } from 'playground';

// Handed out by an HTTP endpoint after sign-in. Each works once, because URLs end up in logs.
const tickets = new Set(['3f9a']);

app.websocket('/ws/terminal', async (websocket) => {
  const ticket = websocket.queryParams.get('ticket') ?? '';
  if (!tickets.delete(ticket)) {
    await websocket.close();
    return;
  }

  await websocket.accept();
  for await (const command of websocket.iterText()) await websocket.sendText(run(command));
});

function run(command: string): string {
  return command === 'ls' ? 'secret.txt' : `${command}: not found`;
}

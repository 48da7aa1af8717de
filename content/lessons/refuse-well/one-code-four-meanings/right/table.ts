import { app } from 'playground';

const REFUSALS: Record<string, [code: number, reason: string]> = {
  draft: [4900, 'Write a spec first'],
  moved: [4901, 'The folder is gone'],
};

app.websocket('/ws/expand/{name}', async (websocket, { name }) => {
  await websocket.accept();
  const refusal = REFUSALS[name] ?? (name === 'QR' ? undefined : [4902, 'There is no such project']);
  if (refusal !== undefined) {
    await websocket.close({ code: refusal[0] as number, reason: refusal[1] as string });
    return;
  }
  await websocket.sendText('ready');
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

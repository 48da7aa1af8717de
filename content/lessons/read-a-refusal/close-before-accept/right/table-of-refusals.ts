import { app } from 'playground';

function refusalOf(name: string): [code: number, reason: string] | undefined {
  if (!/^[\w-]{1,50}$/.test(name)) return [4000, 'That is not a project name'];
  if (name !== 'QR') return [4004, `There is no project ${name}`];
  return undefined;
}

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  const refusal = refusalOf(project_name);
  await websocket.accept();
  if (refusal !== undefined) {
    await websocket.sendJson({ type: 'error', content: refusal[1] });
    await websocket.close(...refusal);
    return;
  }
  for await (const text of websocket.iterText()) await websocket.sendText(text);
});

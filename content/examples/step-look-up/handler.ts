import { app, sleep } from 'playground';

const projects = new Map([['QR', 'QR code generator']]);

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();

  // The page is open by now and may send. The server keeps what it sends.
  const title = await findProject(project_name);
  if (title === undefined) {
    await websocket.close({ code: 4004, reason: 'Project not found' });
    return;
  }

  for await (const text of websocket.iterText()) await websocket.sendText(`${title}: ${text}`);
});

async function findProject(name: string): Promise<string | undefined> {
  await sleep(0.1);
  return projects.get(name);
}

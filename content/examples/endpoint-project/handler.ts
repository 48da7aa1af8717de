import { app, ConnectionManager, type WebSocket } from 'playground';

// The registry. `moved` is known, but its directory is not there any more.
const projects = new Map([
  ['QR', { hasDirectory: true }],
  ['moved', { hasDirectory: false }],
]);
const manager = new ConnectionManager();

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  const refused = refusal(websocket, project_name);
  if (refused) {
    await websocket.close(refused);
    return;
  }

  await manager.register(websocket, project_name);
  try {
    // No agent works here, so these three never change.
    await websocket.sendJson({ type: 'agent_status', status: 'stopped' });
    await websocket.sendJson({ type: 'dev_server_status', status: 'stopped', url: null });
    await websocket.sendJson({ type: 'progress', passing: 3, in_progress: 0, total: 12, percentage: 25 });

    for await (const text of websocket.iterText()) {
      // Whatever is no ping is ignored, as in AutoCoder.
      if (messageType(text) === 'ping') await websocket.sendJson({ type: 'pong' });
    }
  } finally {
    await manager.disconnect(websocket, project_name);
  }
});

function refusal(websocket: WebSocket, name: string): { code: number; reason: string } | undefined {
  const host = websocket.client?.host;
  if (host && !['127.0.0.1', '::1', 'localhost'].includes(host)) return { code: 4003, reason: 'Localhost access only' };
  // In JavaScript $ is the end. In Python it also matches before a final newline: use re.fullmatch there.
  if (!/^[a-zA-Z0-9_-]{1,50}$/.test(name)) return { code: 4000, reason: 'Invalid project name' };
  const project = projects.get(name);
  if (!project) return { code: 4004, reason: 'Project not found in registry' };
  if (!project.hasDirectory) return { code: 4004, reason: 'Project directory not found' };
  return undefined;
}

function messageType(text: string): unknown {
  try {
    return JSON.parse(text)?.type;
  } catch {
    return undefined;
  }
}

import { app, type WebSocket } from 'playground';

// The registry. `draft` has no spec yet, and `moved` has lost its directory.
const projects = new Map([
  ['QR', { hasDirectory: true, hasSpec: true }],
  ['draft', { hasDirectory: true, hasSpec: false }],
  ['moved', { hasDirectory: false, hasSpec: false }],
]);

async function expand(websocket: WebSocket, { project_name }: { project_name: string }): Promise<void> {
  await websocket.accept();
  const refused = refusal(websocket, project_name);
  if (refused) {
    await websocket.close(refused);
    return;
  }

  let started = false;
  let added = 0;
  for await (const text of websocket.iterText()) {
    const message = parse(text);
    if (message?.type === 'ping') {
      await websocket.sendJson({ type: 'pong' });
    } else if (message?.type === 'start') {
      // Sent twice, it starts once.
      if (!started)
        await websocket.sendJson({ type: 'text', content: 'Each message becomes one feature, word for word.' });
      started = true;
      await websocket.sendJson({ type: 'response_done' });
    } else if (message && !started) {
      await websocket.sendJson({ type: 'error', content: "No active session. Send 'start' first." });
    } else if (message?.type === 'message') {
      added += 1;
      await websocket.sendJson({ type: 'features_created', count: 1, features: [{ name: message.content }] });
      await websocket.sendJson({ type: 'response_done' });
    } else if (message?.type === 'done') {
      await websocket.sendJson({ type: 'expansion_complete', total_added: added });
    } else {
      const content = message ? `Unknown message type: ${message.type}` : 'Invalid JSON';
      await websocket.sendJson({ type: 'error', content });
    }
  }
}

app.websocket('/ws/projects/{project_name}/expand', expand);
app.websocket('/api/expand/ws/{project_name}', expand);

function refusal(websocket: WebSocket, name: string): { code: number; reason: string } | undefined {
  const host = websocket.client?.host;
  if (host && !['127.0.0.1', '::1', 'localhost'].includes(host)) return { code: 4003, reason: 'Localhost access only' };
  if (!/^[a-zA-Z0-9_-]{1,50}$/.test(name)) return { code: 4000, reason: 'Invalid project name' };
  const project = projects.get(name);
  if (!project) return { code: 4004, reason: 'Project not found in registry' };
  if (!project.hasDirectory) return { code: 4004, reason: 'Project directory not found' };
  // The same code for something the user can repair: the client has to read the reason.
  if (!project.hasSpec) return { code: 4004, reason: 'Project has no spec. Create spec first.' };
  return undefined;
}

/** The message as an object, or nothing when the text is no JSON object. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

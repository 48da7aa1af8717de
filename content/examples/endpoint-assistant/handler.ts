import { app, type WebSocket } from 'playground';

// The registry. `moved` is known, but its directory is not there any more.
const projects = new Map([
  ['QR', { hasDirectory: true }],
  ['moved', { hasDirectory: false }],
]);

async function assistant(websocket: WebSocket, { project_name }: { project_name: string }): Promise<void> {
  await websocket.accept();
  const refused = refusal(websocket, project_name);
  if (refused) {
    await websocket.close(refused);
    return;
  }

  let started = false;
  for await (const text of websocket.iterText()) {
    const message = parse(text);
    switch (message?.type) {
      case 'ping':
        await websocket.sendJson({ type: 'pong' });
        break;
      case 'start':
        started = true;
        await websocket.sendJson({ type: 'conversation_created', conversation_id: message.conversation_id ?? 1 });
        await say(websocket, 'There is no assistant in this playground. It repeats what you write.');
        break;
      case 'message':
        // A mistake in a message is answered with a message. The socket stays open.
        if (started) await say(websocket, `You wrote: ${message.content}`);
        else await fail(websocket, "No active session. Send 'start' first.");
        break;
      default:
        await fail(websocket, message ? `Unknown message type: ${message.type}` : 'Invalid JSON');
    }
  }
}

app.websocket('/ws/projects/{project_name}/assistant', assistant);
app.websocket('/api/assistant/ws/{project_name}', assistant);

function refusal(websocket: WebSocket, name: string): { code: number; reason: string } | undefined {
  const host = websocket.client?.host;
  if (host && !['127.0.0.1', '::1', 'localhost'].includes(host)) return { code: 4003, reason: 'Localhost access only' };
  if (!/^[a-zA-Z0-9_-]{1,50}$/.test(name)) return { code: 4000, reason: 'Invalid project name' };
  // Before the look-up: a wrong mode on an unknown project is told as 4002.
  const mode = websocket.queryParams.get('mode') ?? 'dev';
  if (mode !== 'dev' && mode !== 'uat') return { code: 4002, reason: "Invalid mode, must be 'dev' or 'uat'" };
  const project = projects.get(name);
  if (!project) return { code: 4004, reason: 'Project not found in registry' };
  if (!project.hasDirectory) return { code: 4004, reason: 'Project directory not found' };
  return undefined;
}

async function say(websocket: WebSocket, content: string): Promise<void> {
  await websocket.sendJson({ type: 'text', content });
  await websocket.sendJson({ type: 'response_done' });
}

async function fail(websocket: WebSocket, content: string): Promise<void> {
  await websocket.sendJson({ type: 'error', content });
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

import { app, type WebSocket } from 'playground';

// The registry. `moved` is known, but its directory is not there any more.
const projects = new Map([
  ['QR', { hasDirectory: true }],
  ['moved', { hasDirectory: false }],
]);
const SPEC_PATH = 'prompts/app_spec.txt';

async function specCreation(websocket: WebSocket, { project_name }: { project_name: string }): Promise<void> {
  await websocket.accept();
  const refused = refusal(websocket, project_name);
  if (refused) {
    await websocket.close(refused);
    return;
  }

  let started = false;
  for await (const text of websocket.iterText()) {
    const message = parse(text);
    if (message?.type === 'ping') {
      await websocket.sendJson({ type: 'pong' });
    } else if (message?.type === 'start') {
      started = true;
      // One question, always the same: nobody thinks here.
      await websocket.sendJson({ type: 'question', questions: ['What shall it do?'], tool_id: 'question-1' });
      await websocket.sendJson({ type: 'response_done' });
    } else if (message && !started) {
      await websocket.sendJson({ type: 'error', content: "No active session. Send 'start' first." });
    } else if (message?.type === 'message') {
      await websocket.sendJson({ type: 'text', content: `You wrote: ${message.content}` });
      await websocket.sendJson({ type: 'response_done' });
    } else if (message?.type === 'answer') {
      await websocket.sendJson({ type: 'spec_complete', path: SPEC_PATH });
      await websocket.sendJson({ type: 'response_done' });
      await websocket.sendJson({ type: 'complete', path: SPEC_PATH });
    } else {
      // A mistake in a message is answered with a message. The socket stays open.
      const content = message ? `Unknown message type: ${message.type}` : 'Invalid JSON';
      await websocket.sendJson({ type: 'error', content });
    }
  }
}

app.websocket('/ws/projects/{project_name}/spec', specCreation);
app.websocket('/api/spec/ws/{project_name}', specCreation);

function refusal(websocket: WebSocket, name: string): { code: number; reason: string } | undefined {
  const host = websocket.client?.host;
  if (host && !['127.0.0.1', '::1', 'localhost'].includes(host)) return { code: 4003, reason: 'Localhost access only' };
  if (!/^[a-zA-Z0-9_-]{1,50}$/.test(name)) return { code: 4000, reason: 'Invalid project name' };
  const project = projects.get(name);
  if (!project) return { code: 4004, reason: 'Project not found in registry' };
  if (!project.hasDirectory) return { code: 4004, reason: 'Project directory not found' };
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

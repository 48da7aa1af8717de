import { app, type WebSocket } from 'playground';

// The registry. Terminal 2 exists, but its process does not start.
const projects = new Map([
  [
    'QR',
    {
      hasDirectory: true,
      terminals: new Map([
        ['1', { starts: true }],
        ['2', { starts: false }],
      ]),
    },
  ],
  ['moved', { hasDirectory: false, terminals: new Map() }],
]);
const MAX_INPUT_LENGTH = 65_536;

async function terminal(websocket: WebSocket, name: string, id: string): Promise<void> {
  await websocket.accept();
  const refused = refusal(websocket, name, id);
  if (refused) {
    await websocket.close(refused);
    return;
  }

  let started = false;
  for await (const text of websocket.iterText()) {
    const message = parse(text);
    if (message?.type === 'ping') {
      await websocket.sendJson({ type: 'pong' });
    } else if (message?.type === 'resize' && !started) {
      // The first resize starts the process: only then is its size known.
      if (!projects.get(name)?.terminals.get(id)?.starts) {
        await websocket.sendJson({ type: 'error', message: 'Failed to start terminal' });
        await websocket.close({ code: 4500, reason: 'Failed to start terminal' });
        return;
      }
      started = true;
    } else if (message?.type === 'input' && started && typeof message.data === 'string') {
      // There is no shell behind this terminal. It shows what is typed.
      if (message.data.length > MAX_INPUT_LENGTH)
        await websocket.sendJson({ type: 'error', message: 'Input too large' });
      else await websocket.sendJson({ type: 'output', data: message.data });
    }
  }
}

app.websocket('/ws/projects/{project_name}/terminal/{id}', (websocket, { project_name, id }) =>
  terminal(websocket, project_name, id),
);
app.websocket('/api/terminal/ws/{project_name}/{terminal_id}', (websocket, { project_name, terminal_id }) =>
  terminal(websocket, project_name, terminal_id),
);

function refusal(websocket: WebSocket, name: string, id: string): { code: number; reason: string } | undefined {
  const host = websocket.client?.host;
  if (host && !['127.0.0.1', '::1', 'localhost'].includes(host)) return { code: 4003, reason: 'Localhost access only' };
  if (!/^[a-zA-Z0-9_-]{1,50}$/.test(name)) return { code: 4000, reason: 'Invalid project name' };
  if (!/^[a-zA-Z0-9]{1,16}$/.test(id)) return { code: 4000, reason: 'Invalid terminal ID' };
  const project = projects.get(name);
  if (!project) return { code: 4004, reason: 'Project not found in registry' };
  if (!project.hasDirectory) return { code: 4004, reason: 'Project directory not found' };
  if (!project.terminals.has(id)) return { code: 4004, reason: 'Terminal not found' };
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

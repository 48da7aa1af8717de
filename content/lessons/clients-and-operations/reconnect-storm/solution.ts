import { app } from 'playground';

interface Close {
  attempt: number;
  opened: boolean;
  messages: number;
  code: number;
  reason: string;
}

// The client's half: what the page does after each close.
/** Milliseconds until the next attempt, or null to stop. */
function nextWait(close: Close): number | null {
  if (close.code >= 4000 && close.code <= 4999) return null;
  return 100;
}

// The server's half.
app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (project_name === 'busy') await websocket.close({ code: 1013, reason: 'Try again later' });
  else await websocket.close({ code: 4004, reason: 'Project not found in registry' });
});

// The page asks here.
app.websocket('/client/policy', async (websocket) => {
  await websocket.accept();
  for await (const close of websocket.iterJson()) {
    const waitMs = nextWait(close);
    await websocket.sendJson(waitMs === null ? { stop: true } : { wait_ms: waitMs });
  }
});

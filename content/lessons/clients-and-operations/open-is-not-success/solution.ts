import { app } from 'playground';

interface Close {
  attempt: number;
  opened: boolean;
  messages: number;
  code: number;
  reason: string;
}

// The client's half. Each client of the page has a policy of its own.
/** Milliseconds until the next attempt, or null to stop. */
function createPolicy(): (close: Close) => number | null {
  let tries = 0;
  return (close) => {
    if (close.code >= 4000 && close.code <= 4999) return null;
    if (close.messages > 0) tries = 0;
    tries += 1;
    return 100 * 2 ** (tries - 1);
  };
}

// The server's half: one project is overloaded, the other serves and drops.
app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  if (project_name !== 'overloaded') await websocket.sendJson({ type: 'progress', passing: 3 });
  await websocket.close({ code: 1013, reason: 'Try again later' });
});

// The page asks here.
app.websocket('/client/policy', async (websocket) => {
  await websocket.accept();
  const nextWait = createPolicy();
  for await (const close of websocket.iterJson()) {
    const waitMs = nextWait(close);
    await websocket.sendJson(waitMs === null ? { stop: true } : { wait_ms: waitMs });
  }
});

import { app } from 'playground';

type SeenEvent = { type: string; code?: number; reason?: string };

function assert(holds: boolean): void {
  if (!holds) throw new Error('assertion failed');
}

/** events: what a client saw, such as { type: 'open' } and { type: 'close', code: 1006, reason: '' } */
function testUnknownProjectIsRefused(events: SeenEvent[]): void {
  assert(events[0]?.type === 'close');
  assert(events[0]?.code === 4004);
}

// Three endpoints that mean to refuse. The first one does.
app.websocket('/right/{project_name}', async (websocket) => {
  await websocket.accept();
  await websocket.close({ code: 4004, reason: 'Project not found in registry' });
});

app.websocket('/early/{project_name}', async (websocket) => {
  await websocket.close({ code: 4004, reason: 'Project not found in registry' });
});

app.websocket('/crash/{project_name}', async (websocket, { project_name }) => {
  await websocket.accept();
  throw new Error(`LookupError: ${project_name}`);
});

// Runs the test with the record that comes in.
app.websocket('/test', async (websocket) => {
  await websocket.accept();
  const events: SeenEvent[] = await websocket.receiveJson();
  let result = 'passed';
  try {
    testUnknownProjectIsRefused(events);
  } catch {
    result = 'failed';
  }
  await websocket.sendText(result);
  await websocket.close();
});

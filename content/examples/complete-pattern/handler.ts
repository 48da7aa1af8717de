import { app, ConnectionManager, WebSocketDisconnect, type WebSocket } from 'playground';

const manager = new ConnectionManager();

const PROJECT_NAME = /^[a-zA-Z0-9_-]{1,50}$/;
const projects = new Map([['QR', 'QR code generator']]);

app.websocket('/ws/projects/{project_name}', async (websocket, { project_name }) => {
  // A page of another website is refused before accept, and learns nothing.
  if (!isFromHere(websocket)) {
    await websocket.close();
    return;
  }

  await websocket.accept();

  if (!PROJECT_NAME.test(project_name)) {
    await websocket.close({ code: 4000, reason: 'Invalid project name' });
    return;
  }
  if (!projects.has(project_name)) {
    await websocket.close({ code: 4004, reason: 'Project not found' });
    return;
  }

  try {
    await manager.register(websocket, project_name);
    await websocket.sendJson({ type: 'ready', members: manager.connectionCount(project_name) });
    for await (const text of websocket.iterText()) await websocket.sendJson(answer(text));
  } catch (error) {
    if (error instanceof WebSocketDisconnect) return; // The client left while something was being sent to it.
    console.error(project_name, error);
    await websocket.close({ code: 1011, reason: 'Something failed here' });
  } finally {
    await manager.disconnect(websocket, project_name);
  }
});

/** True for a page of this site, and for a client that is no browser and needs a token instead. */
function isFromHere(websocket: WebSocket): boolean {
  const origin = websocket.headers.get('origin');
  return origin === null || (URL.canParse(origin) && new URL(origin).host === websocket.headers.get('host'));
}

function answer(text: string): object {
  const type = typeOf(text);
  if (type === 'ping') return { type: 'pong' };
  if (type === 'build') throw new Error('The compiler is not installed.');
  return { type: 'error', content: 'Send an object with a type' };
}

function typeOf(text: string): unknown {
  try {
    return JSON.parse(text)?.type;
  } catch {
    return undefined;
  }
}

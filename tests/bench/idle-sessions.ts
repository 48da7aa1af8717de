import { once } from 'node:events';
import type WebSocket from 'ws';
import { BenchClient } from './bench-client.ts';
import { ECHO } from './handlers.ts';
import { ProcessTree } from './process-tree.ts';

const ANSWER_MS = 5_000;

export interface IdleSessions {
  sessions: number;
  openedMs: number;
  /** Sessions that no longer echo at the end. */
  lost: number;
  /** What a session adds to the server and its runners; absent where it cannot be read. */
  pssBytesPerSession: number | undefined;
}

/** Opens sessions, each with one idle client, keeps them for a while, and asks each whether it is still there. */
export async function measureIdleSessions(
  url: string,
  pid: number,
  sessions: number,
  idleMs: number,
): Promise<IdleSessions> {
  const tree = ProcessTree.isSupported() ? new ProcessTree(pid) : undefined;
  const before = tree?.pssBytes() ?? 0;
  const startedMs = performance.now();
  const clients: BenchClient[] = [];
  const sockets: WebSocket[] = [];
  for (let index = 0; index < sessions; index += 1) {
    // One control socket each, as 300 visitors would have.
    const client = await BenchClient.connect(url);
    const socket = client.dial(await client.run(ECHO).started, '/ws/idle');
    await once(socket, 'open');
    clients.push(client);
    sockets.push(socket);
  }
  const openedMs = performance.now() - startedMs;
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const after = tree?.pssBytes() ?? 0;

  const alive = await Promise.all(sockets.map(echoes));
  for (const socket of sockets) socket.terminate();
  for (const client of clients) client.close();
  return {
    sessions,
    openedMs,
    lost: alive.filter((isAlive) => !isAlive).length,
    pssBytesPerSession: tree === undefined ? undefined : (after - before) / sessions,
  };
}

async function echoes(socket: WebSocket): Promise<boolean> {
  const answered = once(socket, 'message', { signal: AbortSignal.timeout(ANSWER_MS) }).then(
    ([data]) => String(data) === 'still here?',
    () => false,
  );
  socket.send('still here?');
  return answered;
}

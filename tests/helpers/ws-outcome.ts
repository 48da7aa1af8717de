import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type ClientAction, type OrderingClient, quotedReason } from './ordering-client.ts';

/**
 * Dials with npm ws, does what `client` says and prints the client's events in
 * one line, in the notation of the recorded orderings:
 * `open message("hello") close(4004, "Resource not found")`.
 */
export async function wsOutcome(url: string, client: OrderingClient): Promise<string> {
  const seen: string[] = [];
  const socket = new WebSocket(url, client.protocols ?? [], {
    perMessageDeflate: false,
    headers: { ...client.headers },
  });
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  socket.on('open', () => {
    seen.push(socket.protocol === '' ? 'open' : `open[protocol=${socket.protocol}]`);
    opened.resolve();
  });
  socket.on('message', (data, isBinary) =>
    seen.push(isBinary ? `binary(${String(data)})` : `message(${JSON.stringify(String(data))})`),
  );
  socket.on('error', (error: NodeJS.ErrnoException) =>
    seen.push(`error(${error.code === undefined ? '' : `${error.code} `}${error.message})`),
  );
  socket.on('close', (code, reason) => {
    seen.push(`close(${code}, ${quotedReason(String(reason))})`);
    closed.resolve();
  });

  const giveUp = setTimeout(() => {
    const states = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];
    seen.push(`…STILL ${states[socket.readyState]} at timeout`);
    if (socket.readyState === WebSocket.CLOSING) closed.resolve();
    else socket.close(1000, 'teardown');
  }, client.wait);
  for (const action of client.connecting ?? []) await act(socket, action, seen);
  await Promise.race([opened.promise, closed.promise]);
  for (const action of client.steps ?? []) {
    if (socket.readyState === WebSocket.OPEN) await act(socket, action, seen);
  }
  await closed.promise;
  clearTimeout(giveUp);
  socket.terminate();
  return seen.join(' ');
}

async function act(socket: WebSocket, action: ClientAction, seen: string[]): Promise<void> {
  switch (action[0]) {
    case 'sleep':
      await sleep(action[1]);
      return;
    case 'send':
      socket.send(action[1]);
      return;
    case 'sendbin':
      socket.send(Buffer.from(action[1], 'hex'));
      return;
    case 'sendbig':
      socket.send('x'.repeat(action[1]));
      return;
    case 'flood':
      for (let index = 0; index < action[1]; index += 1) socket.send(`flood ${index}`);
      return;
    case 'close':
      socket.close(action[1], action[2]);
      return;
    case 'drop':
      seen.push('terminate()');
      socket.terminate();
      return;
    case 'half-close':
    case 'bad-frame':
    case 'unmasked':
      throw new Error(`npm ws cannot do "${action[0]}"`);
  }
}

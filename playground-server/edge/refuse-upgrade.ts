import type { Socket } from 'node:net';
import { responseHeaders } from '#asgi/http-answer.ts';
import { statusPhrase } from '#asgi/status-phrases.ts';
import { responseHead } from './http-bytes.ts';
import type { UpgradeRefusal } from './upgrade-gate.ts';

/** After the answer, the client has this time to end its side of TCP. */
const LINGER_MS = 1_000;
/** hypercorn waits for the client without end; this server does not collect sockets. */
const KEPT_MS = 5_000;

/** Answers a request to upgrade with plain HTTP and ends its connection. */
export function refuseUpgrade(socket: Socket, refusal: UpgradeRefusal): void {
  const { status, text, headers = [], response, keepsTcp = false } = refusal;
  const body = response?.body ?? (text === '' ? '' : `${text}\n`);
  const size = Buffer.byteLength(body);
  const head =
    response === undefined
      ? responseHead(status, statusPhrase(status), [
          ...headers,
          ['Connection', 'close'],
          ['Content-Length', String(size)],
          ['Content-Type', 'text/plain; charset=utf-8'],
          ['X-Content-Type-Options', 'nosniff'],
        ])
      : responseHead(
          response.status,
          response.phrase,
          responseHeaders(response.headers, size).map(([name, value]) => [
            name,
            value === '<date>' ? new Date().toUTCString() : value,
          ]),
        );
  socket.on('error', () => {});
  // What the client still sends is read and dropped: unread bytes would turn the end of TCP into a reset.
  socket.resume();
  const answer = Buffer.concat([head, Buffer.from(body)]);
  if (keepsTcp) {
    socket.write(answer);
    socket.once('end', () => socket.end());
  } else socket.end(answer);
  const linger = setTimeout(() => socket.destroy(), keepsTcp ? KEPT_MS : LINGER_MS);
  socket.once('close', () => clearTimeout(linger));
}

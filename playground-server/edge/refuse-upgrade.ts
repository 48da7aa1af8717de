import type { Socket } from 'node:net';
import { responseHeaders } from '#asgi/http-answer.ts';
import { statusPhrase } from '#asgi/status-phrases.ts';
import { cutAfter, endWithAnswer } from './end-with-answer.ts';
import { responseHead } from './http-bytes.ts';
import type { UpgradeRefusal } from './upgrade-gate.ts';

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
  const answer = Buffer.concat([head, Buffer.from(body)]);
  if (!keepsTcp) return endWithAnswer(socket, answer);
  socket.on('error', () => {});
  socket.resume();
  socket.write(answer);
  socket.once('end', () => socket.end());
  cutAfter(socket, KEPT_MS);
}

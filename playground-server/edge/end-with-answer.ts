import type { Socket } from 'node:net';

/** After this server has ended TCP in order, the client has this time to end its side. */
export const LINGER_MS = 1_000;

/** Writes the last bytes of a connection and ends it. A client that keeps its own side open does not keep a socket here. */
export function endWithAnswer(socket: Socket, answer: Buffer | string): void {
  socket.on('error', () => {});
  // What the client still sends is read and dropped: unread bytes would turn the end of TCP into a reset.
  socket.resume();
  socket.end(answer);
  cutAfter(socket, LINGER_MS);
}

export function cutAfter(socket: Socket, ms: number): void {
  const linger = setTimeout(() => socket.destroy(), ms);
  socket.once('close', () => clearTimeout(linger));
}

import { Socket } from 'node:net';
import { LineSplitter } from './line-splitter.ts';

/** The descriptors before are the standard streams, and two that bubblewrap needs. */
export const FIRST_CHANNEL_FD = 5;

/**
 * The server's own way to one worker of a runner: a socket pair that the runner
 * inherits, so that no other thread has to wake for a line that is not for it.
 * A channel belongs to one worker and ends with it.
 */
export function readChannel(channel: number, onLine: (line: string) => void): void {
  const lines = new LineSplitter(Number.POSITIVE_INFINITY, onLine, () => {});
  const socket = new Socket({ fd: FIRST_CHANNEL_FD + channel, readable: true, writable: false });
  socket.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  // The server is gone, and the runner ends with its standard input.
  socket.on('error', () => {});
}

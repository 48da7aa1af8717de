import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { parseLine, type Line } from './line.ts';
import { LineSplitter } from './line-splitter.ts';

/** The descriptors before are the standard streams, and two that bubblewrap needs. */
export const FIRST_CHANNEL_FD = 5;

/** How long a full channel is left to the server before the next try. */
const FULL_MS = 1;

/**
 * A worker's own way to the server and back: a socket pair that the runner
 * inherits, so that no other thread has to wake for a line that is not for it.
 * It belongs to one worker and ends with it.
 */
export class Channel {
  readonly #fd: number;

  constructor(channel: number, onLine: (line: Line) => void) {
    this.#fd = FIRST_CHANNEL_FD + channel;
    const lines = new LineSplitter(
      Number.POSITIVE_INFINITY,
      (text) => onLine(parseLine(text)),
      () => {},
    );
    const socket = new Socket({ fd: this.#fd, readable: true, writable: false });
    socket.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    // The server is gone, and the runner ends with its standard input.
    socket.on('error', () => {});
  }

  /** Blocks while the channel is full: a guest that floods waits in its own thread. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    let written = 0;
    while (written < bytes.length) {
      try {
        written += writeSync(this.#fd, bytes, written);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        pause(FULL_MS);
      }
    }
  }
}

const NEVER_WOKEN = new Int32Array(new SharedArrayBuffer(4));

function pause(ms: number): void {
  Atomics.wait(NEVER_WOKEN, 0, 0, ms);
}

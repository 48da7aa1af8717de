import type { Duplex } from 'node:stream';
import { LineSplitter } from './runner/line-splitter.ts';
import { parseLine, type Line } from './runner/line.ts';

export interface RunnerWorkerHost {
  onLine(line: Line): void;
  /** No line follows. It was ended because it computed for too long, or it has ended for another reason. */
  onGone(isOverdue: boolean): void;
}

/** One thread of a runner, seen from the server. The channel is its own, so whatever comes by it is of this thread. */
export class RunnerWorker {
  readonly #channel: Duplex;
  readonly #host: RunnerWorkerHost;
  readonly #end: () => void;

  constructor(channel: Duplex, maxLineLength: number, host: RunnerWorkerHost, end: () => void) {
    this.#channel = channel;
    this.#host = host;
    this.#end = end;
    const lines = new LineSplitter(
      maxLineLength,
      (text) => host.onLine(parseLine(text)),
      () => this.end(),
    );
    channel.setEncoding('utf8');
    channel.on('data', (chunk: string) => lines.push(chunk));
  }

  /** What it has not read yet, in bytes. */
  get unreadBytes(): number {
    return this.#channel.writableLength;
  }

  /** `json` is JSON already. */
  send(verb: string, json = 'null'): void {
    this.#channel.write(`${verb} ${json}\n`);
  }

  /** Ends the thread, whatever it does; `onGone` follows. */
  end(): void {
    this.#end();
  }

  /** The thread is no more, and all that it wrote was read. */
  markGone(isOverdue: boolean): void {
    this.#channel.destroy();
    this.#host.onGone(isOverdue);
  }
}

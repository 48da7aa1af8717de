import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { FIRST_CHANNEL_FD } from '../typescript/runner/channel.ts';

/** Where bubblewrap writes which process is the first one inside, if it is told to by `--json-status-fd`. */
export const STATUS_FD = 4;

/** What a process has written before it ended is read sooner. */
const LAST_WORDS_MS = 500;

/** A program in a process of its own, perhaps inside bubblewrap, that can be ended at any moment. */
export class ContainedProcess {
  readonly child: ChildProcess;
  /** The channels that it was launched with, by number. */
  readonly channels: readonly Duplex[];
  readonly #status: Readable | undefined;
  /** Inside bubblewrap: the process whose death ends all others there. */
  #firstInside: number | undefined;
  #isDoomed = false;

  /** `options.stdio[STATUS_FD]` is a pipe if and only if the program is bubblewrap. */
  constructor(program: string, args: readonly string[], options: SpawnOptions) {
    this.child = spawn(program, args, options);
    this.channels = this.child.stdio.slice(FIRST_CHANNEL_FD) as Duplex[];
    // A worker ends its channel, and the line that says why is on its way.
    for (const channel of this.channels) channel.on('error', () => {});
    this.#status = (this.child.stdio[STATUS_FD] ?? undefined) as Readable | undefined;
    this.child.once('exit', () => {
      if (!this.#isDoomed) setTimeout(() => this.#letGo(), LAST_WORDS_MS).unref();
    });
    let status = '';
    this.#status?.setEncoding('utf8').on('data', (text: string) => {
      status += text;
      this.#firstInside ??= firstInside(status);
      this.#endIfDoomed();
    });
    this.#status?.once('end', () => this.#endIfDoomed());
    this.#status?.on('error', () => {});
  }

  /**
   * Ends it, whatever it does. bubblewrap alone must not be killed while it sets up: its child asks only later to
   * die with it, and would stay behind for ever. So this waits until the child is known, which takes a millisecond.
   */
  kill(): void {
    this.#isDoomed = true;
    this.#endIfDoomed();
  }

  /**
   * Somebody else has ended it. bubblewrap's child, which it leaves behind while it sets up, would hold the pipes open,
   * and this server would never hear of the end.
   */
  #letGo(): void {
    for (const stream of this.child.stdio) stream?.destroy();
  }

  #endIfDoomed(): void {
    const isSetUp = this.#firstInside !== undefined || (this.#status?.readableEnded ?? true);
    const isGone = this.child.exitCode !== null || this.child.signalCode !== null;
    if (!this.#isDoomed || !isSetUp || isGone) return;
    if (this.#firstInside !== undefined) killProcess(this.#firstInside);
    this.child.kill('SIGKILL');
  }
}

function firstInside(status: string): number | undefined {
  const pid = /"child-pid":\s*(\d+)/.exec(status)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

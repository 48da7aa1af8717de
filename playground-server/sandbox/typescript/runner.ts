import type { Limits } from '#limits';
import type { ContainedProcess } from '../isolation/contained-process.ts';
import { crashed, type GuestEnd, type GuestHost } from '../sandbox.ts';
import { Compiler } from './compiler.ts';
import { GuestPool } from './guest-pool.ts';
import { HostedGuest } from './hosted-guest.ts';
import { RunnerProcess } from './runner-process.ts';

export interface RunnerSizes {
  limits: Limits;
  warmWorkers: number;
  maxWorkers: number;
}

/** Channels for compilers and workers that replace others while the last guests find their places. */
const SPARE_CHANNELS = 4;
/** What a line has beside the messages of a turn. */
const LINE_OVERHEAD = 1_024;

/** A runner process with its compiler and its workers, and the guests in it. */
export class Runner {
  readonly #process: RunnerProcess;
  readonly #compiler: Compiler;
  readonly #pool: GuestPool;
  readonly #sizes: RunnerSizes;
  readonly #guests = new Set<HostedGuest>();
  /** Resolves when the first worker is warm, or the process is gone. */
  readonly up: Promise<void>;
  #isUp = false;
  #isOver = false;

  constructor(contained: ContainedProcess, sizes: RunnerSizes) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.up = promise;
    this.#sizes = sizes;
    this.#process = new RunnerProcess(contained, () => {
      this.#endAll(crashed(this.deathReason));
      resolve();
    });
    this.#compiler = new Compiler(this.#process, sizes.limits);
    this.#pool = new GuestPool(this.#process, {
      ...sizes,
      maxLineLength: sizes.limits.maxTurnBytes + LINE_OVERHEAD,
      onWarm: () => {
        this.#isUp = true;
        resolve();
      },
    });
  }

  get gone(): Promise<void> {
    return this.#process.gone;
  }

  get deathReason(): string {
    return this.#process.deathReason;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  get guestCount(): number {
    return this.#guests.size;
  }

  /** Too many of its workers had to be ended: it takes no more guests, and those that it has stay. */
  get isWorn(): boolean {
    return this.#process.channelsLeft <= SPARE_CHANNELS;
  }

  /** Each guest that has no worker yet may take a channel, and would wait for ever if none were left. */
  get hasRoom(): boolean {
    const channels = this.#process.channelsLeft - this.#guestsWithoutWorker();
    return !this.#isOver && channels > SPARE_CHANNELS && this.guestCount < this.#sizes.maxWorkers;
  }

  start(code: string, host: GuestHost): HostedGuest {
    const guest = new HostedGuest(host, this.#sizes.limits, () => this.#guests.delete(guest));
    this.#guests.add(guest);
    this.#compiler.compile(code, (compilation) => {
      if (guest.isOver) return;
      if ('program' in compilation) this.#pool.start(guest, compilation.program);
      else queueMicrotask(() => guest.end(compilation.end));
    });
    return guest;
  }

  /** Ends the process at once, because nobody needs it: its guests end as `stopped`. */
  close(reason: string): void {
    this.#endAll({ kind: 'stopped' });
    this.#process.kill(reason);
  }

  #guestsWithoutWorker(): number {
    let count = 0;
    for (const guest of this.#guests) if (!guest.hasWorker) count += 1;
    return count;
  }

  /** Where a guest ends, another may start at once: not here. */
  #endAll(end: GuestEnd): void {
    this.#isOver = true;
    for (const guest of [...this.#guests]) guest.end(end);
  }
}

import { crashed } from '../sandbox.ts';
import type { HostedGuest } from './hosted-guest.ts';
import type { Line } from './runner/line.ts';
import type { RunnerProcess } from './runner-process.ts';
import type { RunnerWorker } from './runner-worker.ts';

/** After a guest has taken a warm worker, the next one is made when the rush is over. */
const REFILL_MS = 20;
/** Starting a thread takes time of the one that must answer for the runner. */
const MAX_STARTING = 4;
/** So many times the warm workers may be idle after a rush: a new one costs more than all its first hundred runs. */
const MAX_IDLE = 4;
/** What nobody has needed for so long is given back. */
const SURPLUS_MS = 30_000;

export interface GuestPoolOptions {
  /** Workers that wait for a guest. */
  warmWorkers: number;
  maxWorkers: number;
  maxLineLength: number;
  onWarm: () => void;
}

interface PooledWorker {
  worker: RunnerWorker;
  /** `leaving` was told to end, and nothing that it says counts any more. */
  phase: 'starting' | 'idle' | 'busy' | 'leaving';
  /** The last one that it was given. */
  guest: HostedGuest | undefined;
}

/** The guest workers of a runner: each has one live guest, waits for one, or is on its way. */
export class GuestPool {
  readonly #process: RunnerProcess;
  readonly #options: GuestPoolOptions;
  readonly #workers = new Set<PooledWorker>();
  /** The last one in is the first one out: its machine code is in the caches, and the others can be given back. */
  readonly #idle: PooledWorker[] = [];
  readonly #waiting: { guest: HostedGuest; program: string }[] = [];
  readonly #trimming: NodeJS.Timeout;
  #fewestIdle = 0;
  #refilling: NodeJS.Timeout | undefined;

  constructor(process: RunnerProcess, options: GuestPoolOptions) {
    this.#process = process;
    this.#options = options;
    this.#refill();
    this.#trimming = setInterval(() => this.#trim(), SURPLUS_MS);
    void process.gone.then(() => {
      clearInterval(this.#trimming);
      clearTimeout(this.#refilling);
    });
  }

  /** `program` is a `CompiledProgram` as JSON. */
  start(guest: HostedGuest, program: string): void {
    const pooled = this.#idle.pop();
    this.#fewestIdle = Math.min(this.#fewestIdle, this.#idle.length);
    if (pooled === undefined) this.#waiting.push({ guest, program });
    else this.#assign(pooled, guest, program);
    this.#refillSoon();
  }

  #assign(pooled: PooledWorker, guest: HostedGuest, program: string): void {
    pooled.phase = 'busy';
    pooled.guest = guest;
    guest.startIn(pooled.worker, program);
  }

  #onLine(pooled: PooledWorker, line: Line): void {
    const { phase, guest } = pooled;
    if (phase === 'leaving') return;
    const mayBeIdle = phase === 'starting' || (phase === 'busy' && guest?.isOver === true);
    if (line.verb === 'idle' && mayBeIdle) this.#onIdle(pooled);
    // Nobody but a program that left its engine says anything else, and no other may have its worker.
    else if (phase !== 'busy' || guest?.onLine(line) !== true) this.#retire(pooled);
  }

  #onIdle(pooled: PooledWorker): void {
    if (pooled.phase === 'starting') this.#options.onWarm();
    pooled.phase = 'idle';
    const next = this.#nextWaiting();
    if (next !== undefined) this.#assign(pooled, next.guest, next.program);
    else if (this.#idle.length < this.#options.warmWorkers * MAX_IDLE) this.#idle.push(pooled);
    else this.#retire(pooled);
    this.#refillSoon();
  }

  #retire(pooled: PooledWorker): void {
    pooled.phase = 'leaving';
    this.#leaveIdle(pooled);
    pooled.worker.end();
  }

  #leaveIdle(pooled: PooledWorker): void {
    const index = this.#idle.indexOf(pooled);
    if (index >= 0) this.#idle.splice(index, 1);
  }

  #nextWaiting(): { guest: HostedGuest; program: string } | undefined {
    for (;;) {
      const next = this.#waiting.shift();
      if (next === undefined || !next.guest.isOver) return next;
    }
  }

  #onGone(pooled: PooledWorker, isOverdue: boolean): void {
    this.#workers.delete(pooled);
    this.#leaveIdle(pooled);
    pooled.guest?.end(isOverdue ? { kind: 'limit', limit: 'turnKillMs' } : crashed('the worker of the guest exited'));
    this.#refillSoon();
  }

  #refillSoon(): void {
    this.#refilling ??= setTimeout(() => {
      this.#refilling = undefined;
      this.#refill();
    }, REFILL_MS);
  }

  #refill(): void {
    const { warmWorkers, maxWorkers, maxLineLength } = this.#options;
    let starting = 0;
    for (const { phase } of this.#workers) if (phase === 'starting') starting += 1;
    const wanted = warmWorkers + this.#waiting.length - this.#idle.length;
    while (starting < Math.min(wanted, MAX_STARTING) && this.#workers.size < maxWorkers) {
      const worker = this.#process.spawn('guest', maxLineLength, {
        onLine: (line) => this.#onLine(pooled, line),
        onGone: (isOverdue) => this.#onGone(pooled, isOverdue),
      });
      if (worker === undefined) return;
      const pooled: PooledWorker = { worker, phase: 'starting', guest: undefined };
      this.#workers.add(pooled);
      starting += 1;
    }
  }

  /** Ends the workers that were idle all the time. */
  #trim(): void {
    const surplus = this.#idle.slice(0, Math.max(0, this.#fewestIdle - this.#options.warmWorkers));
    for (const pooled of surplus) this.#retire(pooled);
    this.#fewestIdle = this.#idle.length;
  }
}

import type { Worker } from 'node:worker_threads';
import type { GuestEnd } from '../../sandbox.ts';
import type { RunnerOptions } from '../runner-protocol.ts';
import type { CompiledProgram } from './compiled-program.ts';
import type { EngineModules, GuestSnapshot } from './guest-snapshot.ts';
import type { GuestWorkerData, WorkerCommand, WorkerReport } from './guest-worker.ts';
import { createHeartbeat, turnCpuMs, turnMs, turnStartMs, type Heartbeat } from './heartbeat.ts';
import { startStrippedWorker } from './stripped-worker.ts';

/** How often the watchdog looks: a native loop lives at most this much longer than `turnKillMs`. */
const WATCHDOG_MS = 25;
/** A thread that gets a tenth of a core is starved, not stuck; beyond that nobody can wait for it. */
const WALL_PER_CPU = 10;
/** After a guest has taken a warm worker, the next one is made when the rush is over. */
const REFILL_MS = 20;
/** Starting a thread takes this one's time too, and it must answer the server. */
const MAX_STARTING = 4;
/** A worker holds one engine of 2 MiB beside its own thread. */
const WORKER_LIMITS = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 1, stackSizeMb: 2 };

interface GuestWorker {
  thread: Worker;
  heartbeat: Heartbeat;
  /** The watchdog waits to hear what the thread has used. */
  isMeasured: boolean;
  guest: number | undefined;
  isWarm: boolean;
}

export interface GuestPoolHost {
  /** A line for the server. */
  write(line: string): void;
  onWarm(): void;
}

/** The worker threads of a runner: each has one live guest, waits for one, or is on its way. */
export class GuestPool {
  readonly #modules: EngineModules;
  readonly #snapshot: GuestSnapshot;
  readonly #options: RunnerOptions;
  readonly #host: GuestPoolHost;
  readonly #workers = new Set<GuestWorker>();
  readonly #idle: GuestWorker[] = [];
  readonly #guests = new Map<number, GuestWorker>();
  readonly #waiting: { guest: number; program: CompiledProgram }[] = [];
  #willRefill = false;
  #lastChannel = -1;

  constructor(modules: EngineModules, snapshot: GuestSnapshot, options: RunnerOptions, host: GuestPoolHost) {
    this.#modules = modules;
    this.#snapshot = snapshot;
    this.#options = options;
    this.#host = host;
    this.#startWorkers();
    setInterval(() => this.#killOverdue(), WATCHDOG_MS);
  }

  start(guest: number, program: CompiledProgram): void {
    const worker = this.#idle.pop();
    if (worker === undefined) this.#waiting.push({ guest, program });
    else this.#assign(worker, guest, program);
    this.#refillSoon();
  }

  deliver(guest: number, json: string): void {
    this.#command(guest, { guest, json });
  }

  stop(guest: number): void {
    const index = this.#waiting.findIndex((start) => start.guest === guest);
    if (index < 0) return this.#command(guest, { guest, stop: true });
    this.#waiting.splice(index, 1);
    this.#writeEnd(guest, { kind: 'stopped' });
  }

  #command(guest: number, command: WorkerCommand): void {
    this.#guests.get(guest)?.thread.postMessage(command);
  }

  #assign(worker: GuestWorker, guest: number, program: CompiledProgram): void {
    worker.guest = guest;
    this.#guests.set(guest, worker);
    this.#command(guest, { guest, program });
  }

  #refillSoon(): void {
    if (this.#willRefill) return;
    this.#willRefill = true;
    setTimeout(() => {
      this.#willRefill = false;
      this.#startWorkers();
    }, REFILL_MS);
  }

  #startWorkers(): void {
    const { warmWorkers, maxWorkers } = this.#options;
    let starting = 0;
    for (const worker of this.#workers) if (!worker.isWarm) starting += 1;
    const wanted = warmWorkers + this.#waiting.length - this.#idle.length;
    while (starting < Math.min(wanted, MAX_STARTING) && this.#workers.size < maxWorkers) {
      this.#startWorker();
      starting += 1;
    }
  }

  /** Each is used once: it ends with its worker. */
  #nextChannel(): number | undefined {
    if (this.#lastChannel + 1 >= this.#options.channels) return undefined;
    return (this.#lastChannel += 1);
  }

  #startWorker(): void {
    const heartbeat = createHeartbeat();
    const data: GuestWorkerData = {
      heartbeat,
      channel: this.#nextChannel(),
      modules: this.#modules,
      snapshot: this.#snapshot,
      limits: this.#options.limits,
      recycles: this.#options.recycles,
    };
    const thread = startStrippedWorker('guest-worker.ts', data, {
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: WORKER_LIMITS,
    });
    const worker: GuestWorker = { thread, heartbeat, isMeasured: false, guest: undefined, isWarm: false };
    this.#workers.add(worker);
    thread.on('message', (report: WorkerReport) => this.#onReport(worker, report));
    // The exit that follows is what counts.
    thread.on('error', () => {});
    thread.on('exit', () => this.#onExit(worker));
  }

  #onReport(worker: GuestWorker, report: WorkerReport): void {
    this.#release(worker);
    if (report === 'idle') this.#onIdle(worker);
    else void worker.thread.terminate();
  }

  #onIdle(worker: GuestWorker): void {
    const isFirst = !worker.isWarm && this.#idle.length === 0;
    worker.isWarm = true;
    const next = this.#waiting.shift();
    if (next !== undefined) this.#assign(worker, next.guest, next.program);
    else if (this.#idle.length < this.#options.warmWorkers * 2) this.#idle.push(worker);
    else void worker.thread.terminate();
    if (isFirst) this.#host.onWarm();
    this.#refillSoon();
  }

  #onExit(worker: GuestWorker): void {
    this.#workers.delete(worker);
    const index = this.#idle.indexOf(worker);
    if (index >= 0) this.#idle.splice(index, 1);
    const { guest } = worker;
    this.#release(worker);
    if (guest !== undefined) this.#writeEnd(guest, { kind: 'crashed', detail: 'the worker of the guest exited' });
    this.#startWorkers();
  }

  #release(worker: GuestWorker): void {
    if (worker.guest !== undefined) this.#guests.delete(worker.guest);
    worker.guest = undefined;
  }

  #killOverdue(): void {
    const { turnKillMs } = this.#options.limits;
    for (const worker of this.#workers) {
      if (worker.guest === undefined) continue;
      const ranMs = turnMs(worker.heartbeat);
      if (ranMs > turnKillMs * WALL_PER_CPU) this.#kill(worker);
      else if (ranMs > turnKillMs && !worker.isMeasured) void this.#killIfCpuIsUsed(worker, turnKillMs);
    }
  }

  /** V8 answers for a thread also amid a native loop, between two steps of its machine code. */
  async #killIfCpuIsUsed(worker: GuestWorker, maxCpuMs: number): Promise<void> {
    const { guest, heartbeat, thread } = worker;
    const startMs = turnStartMs(heartbeat);
    worker.isMeasured = true;
    // A thread that has exited in the meantime is beyond measuring.
    const usage = await thread.cpuUsage().catch(() => undefined);
    worker.isMeasured = false;
    const isSameTurn = worker.guest === guest && turnStartMs(heartbeat) === startMs;
    if (usage !== undefined && isSameTurn && turnCpuMs(heartbeat, usage) > maxCpuMs) this.#kill(worker);
  }

  #kill(worker: GuestWorker): void {
    if (worker.guest === undefined) return;
    this.#writeEnd(worker.guest, { kind: 'limit', limit: 'turnKillMs' });
    this.#release(worker);
    void worker.thread.terminate();
  }

  #writeEnd(guest: number, end: GuestEnd): void {
    this.#host.write(`end ${guest} ${JSON.stringify(end)}`);
  }
}

import type { Limits } from '#limits';
import {
  crashed,
  MAX_UNREAD_MESSAGES,
  type Guest,
  type GuestEnd,
  type GuestHost,
  type HostMessage,
} from '../sandbox.ts';
import type { ChildMessage } from './child-message.ts';
import { parseChildMessage } from './child-message.ts';
import type { PythonProcess, PythonProcessListener } from './python-process.ts';
import { metLimit } from './watch-policy.ts';

const WATCH_MS = 100;
/** A memory image is restored in half a second; this is for a machine that swaps. */
const MAX_BOOT_MS = 30_000;

/**
 * One Python from its boot to its end: first it waits in the pool, then it runs
 * the program of one learner. It ends once; from then on nothing is heard.
 */
export class PythonGuest implements Guest, PythonProcessListener {
  readonly #limits: Limits;
  readonly #spawnProcess: (listener: PythonProcessListener) => PythonProcess;
  #process: PythonProcess | undefined;
  /** Resolves when it can run a program, or has ended. */
  readonly booted: Promise<void>;
  #markBooted: () => void = () => {};
  /** Resolves when it has ended and its process, if it ever had one, is gone. */
  readonly gone: Promise<void>;
  #markGone: () => void = () => {};
  #state: 'booting' | 'warm' | 'loading' | 'live' | 'stopping' | 'ended' = 'booting';
  #program: { code: string; host: GuestHost } | undefined;
  #consoleBytes = 0;
  /** Deliveries that it has not worked off. */
  #pendingDeliveries = 0;
  #startedAtMs = 0;
  #cpuAtStartMs = 0;
  #ping: { sentAtMs: number; cpuAtPingMs: number } | undefined;
  #watch: NodeJS.Timeout | undefined;
  #stopTimer: NodeJS.Timeout | undefined;
  #bootTimer: NodeJS.Timeout | undefined;

  constructor(limits: Limits, spawnProcess: (listener: PythonProcessListener) => PythonProcess) {
    this.#limits = limits;
    this.#spawnProcess = spawnProcess;
    this.booted = new Promise((resolve) => (this.#markBooted = resolve));
    this.gone = new Promise((resolve) => (this.#markGone = resolve));
  }

  /** Once. Gives it its process, unless it has ended before its turn, and resolves as `booted` does. */
  boot(): Promise<void> {
    if (this.#state === 'ended') return this.booted;
    this.#bootTimer = setTimeout(() => this.#end(crashed('it did not boot in time')), MAX_BOOT_MS);
    this.#process = this.#spawnProcess(this);
    void this.#process.gone.then(this.#markGone);
    if (this.#program !== undefined) this.#process.hurry();
    return this.booted;
  }

  get ended(): boolean {
    return this.#state === 'ended';
  }

  /** Booted, and without a program. */
  get isWarm(): boolean {
    return this.#state === 'warm';
  }

  get busy(): boolean {
    return this.#state === 'live' && this.#pendingDeliveries > 0;
  }

  get isShuttingDown(): boolean {
    return this.#state === 'stopping';
  }

  /** Of the outermost process. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Once. A program that comes before the end of the boot waits for it. */
  run(code: string, host: GuestHost): void {
    this.#program = { code, host };
    if (this.#state === 'warm') this.#start(code);
    else if (this.#state === 'booting') this.#process?.hurry();
    else if (this.#state === 'ended') queueMicrotask(() => host.onEnd(crashed('it did not boot')));
  }

  deliver(message: HostMessage): void {
    if (this.#state !== 'live' || this.#process === undefined) return;
    // What it says of itself, such as that it is idle, may be a lie.
    if (this.#process.unreadBytes > MAX_UNREAD_MESSAGES * this.#limits.maxMessageBytes)
      return this.#end(crashed('the guest does not read what it is sent'));
    this.#pendingDeliveries += 1;
    this.#process.write(message);
  }

  /** Lets the program run the end of its lifespan, unless it computes: then nothing can be asked of it. */
  stop(): void {
    if (this.#state === 'stopping') return;
    if (this.#state !== 'live' || this.busy) return this.kill();
    this.#state = 'stopping';
    this.#stopTimer = setTimeout(() => this.kill(), this.#limits.pythonShutdownMs);
    this.#process?.write({ type: 'stop' });
  }

  /** Ends it as stopped, and at once. */
  kill(): void {
    this.#end({ kind: 'stopped' });
  }

  onLine(line: string): void {
    if (this.#state === 'ended') return;
    const message = parseChildMessage(line);
    if (message === undefined) return this.#end(crashed('it wrote a line of no known form'));
    this.#onMessage(message);
  }

  onFlood(limit: string): void {
    this.#end({ kind: 'limit', limit });
  }

  onExit(detail: string): void {
    this.#end(crashed(detail));
  }

  #start(code: string): void {
    this.#state = 'loading';
    this.#startedAtMs = performance.now();
    this.#process?.hurry();
    this.#cpuAtStartMs = this.#process?.usage()?.cpuMs ?? 0;
    this.#process?.write({ type: 'start', code });
    this.#watch = setInterval(() => this.#look(), WATCH_MS);
    this.#program?.host.onLoading?.();
  }

  #onMessage(message: ChildMessage): void {
    switch (message.type) {
      case 'booted':
        return this.#onBooted();
      case 'pong':
        this.#ping = undefined;
        return;
      case 'idle':
        return this.#onIdle(message.deliveries);
      case 'rejected': {
        const { type: kind, ...rejection } = message;
        return this.#end({ kind, ...rejection });
      }
      case 'ready':
        if (this.#state !== 'loading') return;
        this.#state = 'live';
        break;
      case 'shut-down':
        if (this.#state === 'stopping') this.kill();
        return;
      case 'console':
        this.#consoleBytes += Buffer.byteLength(message.text);
        if (this.#consoleBytes > this.#limits.maxConsoleBytes) {
          return this.#end({ kind: 'limit', limit: 'maxConsoleBytes' });
        }
    }
    this.#program?.host.onMessage(message);
  }

  #onIdle(deliveries: number): void {
    if (this.#pendingDeliveries === 0) return;
    this.#pendingDeliveries = Math.max(0, this.#pendingDeliveries - deliveries);
    if (this.#pendingDeliveries === 0) this.#program?.host.onIdle();
  }

  #onBooted(): void {
    if (this.#state !== 'booting') return;
    this.#state = 'warm';
    clearTimeout(this.#bootTimer);
    this.#markBooted();
    if (this.#program !== undefined) this.#start(this.#program.code);
  }

  /** Every tenth of a second: what it has used, and whether its event loop still turns. */
  #look(): void {
    const usage = this.#process?.usage();
    // Gone already, or a system without /proc, where only the pings are left.
    const { cpuMs } = usage ?? { cpuMs: 0 };
    const nowMs = performance.now();
    const limit = metLimit(
      {
        usage: usage ?? { cpuMs: 0, memoryBytes: 0 },
        cpuAtStartMs: this.#cpuAtStartMs,
        loadingMs: this.#state === 'loading' ? nowMs - this.#startedAtMs : undefined,
        unanswered: this.#ping && { waitMs: nowMs - this.#ping.sentAtMs, cpuAtPingMs: this.#ping.cpuAtPingMs },
      },
      this.#limits,
    );
    if (limit !== undefined) return this.#end({ kind: 'limit', limit });
    if (this.#ping !== undefined) return;
    this.#ping = { sentAtMs: nowMs, cpuAtPingMs: cpuMs };
    this.#process?.write({ type: 'ping' });
  }

  #end(end: GuestEnd): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    clearInterval(this.#watch);
    clearTimeout(this.#bootTimer);
    clearTimeout(this.#stopTimer);
    if (this.#process === undefined) this.#markGone();
    else this.#process.kill();
    this.#markBooted();
    this.#program?.host.onEnd(end);
  }
}

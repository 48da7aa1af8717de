import type { Limits } from '#limits';
import {
  crashed,
  MAX_UNREAD_MESSAGES,
  type Guest,
  type GuestEnd,
  type GuestHost,
  type HostMessage,
} from '../sandbox.ts';
import { parseGuestEnd, parseGuestMessage } from './parse-runner-line.ts';
import type { Line } from './runner/line.ts';
import type { RunnerWorker } from './runner-worker.ts';

/** One program, from its `start` to its end, and the worker that it has in between. */
export class HostedGuest implements Guest {
  readonly #host: GuestHost;
  readonly #limits: Limits;
  readonly #onOver: () => void;
  #worker: RunnerWorker | undefined;
  #consoleBytes = 0;
  /** Deliveries whose turns are not over. */
  #pendingTurns = 0;
  #isOver = false;

  constructor(host: GuestHost, limits: Limits, onOver: () => void) {
    this.#host = host;
    this.#limits = limits;
    this.#onOver = onOver;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get busy(): boolean {
    return this.#pendingTurns > 0;
  }

  get hasWorker(): boolean {
    return this.#worker !== undefined;
  }

  /** `program` is a `CompiledProgram` as JSON; it is only passed on. */
  startIn(worker: RunnerWorker, program: string): void {
    this.#worker = worker;
    worker.send('start', program);
    this.#host.onLoading?.();
  }

  deliver(message: HostMessage): void {
    const worker = this.#worker;
    if (worker === undefined || this.#isOver) return;
    if (worker.unreadBytes > MAX_UNREAD_MESSAGES * this.#limits.maxMessageBytes)
      return this.#cut(crashed('the guest does not read what it is sent'));
    this.#pendingTurns += 1;
    worker.send('deliver', JSON.stringify(message));
  }

  stop(): void {
    if (this.#isOver) return;
    if (this.#worker !== undefined) this.#worker.send('stop');
    else queueMicrotask(() => this.end({ kind: 'stopped' }));
  }

  /** What its worker says while it has this guest, written by an attacker. False for a line of no known form. */
  onLine({ verb, json }: Line): boolean {
    if (verb !== 'message' && verb !== 'turn' && verb !== 'end') return false;
    if (this.#isOver) return true;
    if (verb === 'message') this.#onMessage(json);
    else if (verb === 'turn') this.#onTurn();
    else this.end(parseGuestEnd(json) ?? crashed('the runner reported an end of no known form'));
    return true;
  }

  /** Nothing follows. */
  end(end: GuestEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#pendingTurns = 0;
    this.#worker = undefined;
    this.#onOver();
    this.#host.onEnd(end);
  }

  #onMessage(json: string): void {
    const message = parseGuestMessage(json);
    if (message === undefined) return this.#cut(crashed('the guest sent a message of no known form'));
    if (message.type === 'console') {
      this.#consoleBytes += Buffer.byteLength(message.text);
      if (this.#consoleBytes > this.#limits.maxConsoleBytes)
        return this.#cut({ kind: 'limit', limit: 'maxConsoleBytes' });
    }
    this.#host.onMessage(message);
  }

  #onTurn(): void {
    if (this.#pendingTurns === 0) return;
    this.#pendingTurns -= 1;
    if (this.#pendingTurns === 0) this.#host.onIdle();
  }

  /** Ends it from this side; its worker is told, and its own report is then too late. */
  #cut(end: GuestEnd): void {
    this.stop();
    this.end(end);
  }
}

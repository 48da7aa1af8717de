import type { LimitName } from '#limits';
import type { RunnerLimits } from '../runner-protocol.ts';

export interface Posted {
  verb: string;
  text: string;
}

/**
 * One turn of a guest, from the call that starts it until its promise jobs are
 * done: what it may use, and what it posts. The host acts on an outbox after
 * the turn, so that no host call can lengthen one.
 *
 * CPU time and not the clock decides, because on a loaded machine a thread may
 * wait longer for a core than a handler is allowed to run.
 */
export class Turn {
  readonly #limits: RunnerLimits;
  readonly #startedAtMicros = threadCpuMicros();
  readonly #runCpuMicrosBefore: number;
  readonly outbox: Posted[] = [];
  #outboxLength = 0;
  #exceeded: LimitName | undefined;

  constructor(limits: RunnerLimits, runCpuMicrosBefore: number) {
    this.#limits = limits;
    this.#runCpuMicrosBefore = runCpuMicrosBefore;
  }

  /** The limit that ended the turn, also when the guest caught the interruption. */
  get exceeded(): LimitName | undefined {
    return this.#exceeded;
  }

  get cpuMicros(): number {
    return threadCpuMicros() - this.#startedAtMicros;
  }

  post(verb: string, text: string): void {
    this.#outboxLength += text.length;
    if (this.outbox.length >= this.#limits.maxTurnMessages) this.#exceeded ??= 'maxTurnMessages';
    else if (this.#outboxLength > this.#limits.maxTurnBytes) this.#exceeded ??= 'maxTurnBytes';
    else this.outbox.push({ verb, text });
  }

  /** The engine asks this every few thousand steps, and the job loop after every few jobs. */
  isOver(): boolean {
    if (this.#exceeded === undefined) {
      const cpuMicros = this.cpuMicros;
      if (cpuMicros > this.#limits.turnCpuMs * 1000) this.#exceeded = 'turnCpuMs';
      else if (this.#runCpuMicrosBefore + cpuMicros > this.#limits.runCpuMs * 1000) this.#exceeded = 'runCpuMs';
    }
    return this.#exceeded !== undefined;
  }
}

function threadCpuMicros(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

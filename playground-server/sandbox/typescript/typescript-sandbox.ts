import type { Limits } from '#limits';
import type { Isolation } from '../isolation/isolation.ts';
import type { Guest, GuestHost, Sandbox } from '../sandbox.ts';
import { RunnerProcess } from './runner-process.ts';
import { RUNNER_LIMITS, type RunnerLimits, type RunnerOptions } from './runner-protocol.ts';

export interface TypeScriptSandboxOptions {
  limits: Limits;
  isolation: Isolation;
  /** With two, a runner that dies takes half of the guests at most. */
  runners?: number;
  warmWorkers?: number;
  maxWorkers?: number;
  channels?: number;
  recycles?: boolean;
  log?: { warn(text: string): void };
}

/** Live guests of one runner. */
const MAX_WORKERS = 100;
/** Of one runner: for as many workers as it can have, and for some that follow those that were thrown away. */
const CHANNELS = 128;
/** A runner that dies this soon after its start is not started again at once. */
const MIN_LIFE_MS = 1_000;

/** Runs TypeScript handlers in runner processes. This process parses no guest text and runs no guest code. */
export class TypeScriptSandbox implements Sandbox {
  readonly #options: TypeScriptSandboxOptions;
  readonly #runners = new Set<RunnerProcess>();
  #lastGuest = 0;
  #isClosed = false;

  constructor(options: TypeScriptSandboxOptions) {
    this.#options = options;
    for (let count = 0; count < (options.runners ?? 2); count += 1) this.#startRunner();
  }

  /** Resolves when each runner has a warm worker. */
  async ready(): Promise<void> {
    await Promise.all([...this.#runners].map((runner) => runner.up));
  }

  /** The processes that hold guests now. */
  get runnerPids(): number[] {
    return [...this.#runners].flatMap((runner) => runner.pid ?? []);
  }

  start(code: string, host: GuestHost): Guest {
    const { maxCodeBytes } = this.#options.limits;
    if (Buffer.byteLength(code) > maxCodeBytes) return endedGuest(host, { kind: 'limit', limit: 'maxCodeBytes' });
    const runner = this.#runnerForNext();
    if (runner === undefined) return endedGuest(host, { kind: 'crashed', detail: 'no runner process is alive' });
    const guest = (this.#lastGuest += 1);
    runner.start(guest, code, host);
    return {
      get busy() {
        return runner.isBusy(guest);
      },
      deliver: (message) => runner.deliver(guest, message),
      stop: () => runner.stop(guest),
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const runners = [...this.#runners];
    for (const runner of runners) runner.close('the server stops');
    await Promise.all(runners.map((runner) => runner.gone));
  }

  /** The one with the fewest guests; a new one when all are full. */
  #runnerForNext(): RunnerProcess | undefined {
    const { maxWorkers = MAX_WORKERS } = this.#options;
    this.#replaceWorn();
    let best: RunnerProcess | undefined;
    for (const runner of this.#runners) if (best === undefined || runner.guestCount < best.guestCount) best = runner;
    return best !== undefined && best.guestCount >= maxWorkers ? this.#startRunner() : best;
  }

  /** A runner without channels is a little slower; it is replaced when it has no guest and another is there. */
  #replaceWorn(): void {
    const [worn] = [...this.#runners].filter((runner) => runner.isWorn && runner.guestCount === 0);
    if (worn === undefined || this.#runners.size < 2) return;
    this.#runners.delete(worn);
    worn.close('its channels are used up');
  }

  #startRunner(): RunnerProcess | undefined {
    if (this.#isClosed) return undefined;
    const { limits, warmWorkers = 4, maxWorkers = MAX_WORKERS, channels = CHANNELS, recycles = true } = this.#options;
    const { isolation, log } = this.#options;
    const runnerOptions: RunnerOptions = {
      limits: pickRunnerLimits(limits),
      warmWorkers,
      maxWorkers,
      channels,
      recycles,
    };
    const startedAtMs = performance.now();
    const runner = new RunnerProcess(isolation.spawnRunner([JSON.stringify(runnerOptions)], channels), limits);
    this.#runners.add(runner);
    void runner.gone.then(() => {
      this.#runners.delete(runner);
      if (this.#isClosed) return;
      log?.warn(`a sandbox runner ended and is replaced: ${runner.deathReason}`);
      const livedMs = performance.now() - startedAtMs;
      setTimeout(() => this.#startRunner(), livedMs < MIN_LIFE_MS ? MIN_LIFE_MS : 0);
    });
    return runner;
  }
}

function pickRunnerLimits(limits: Limits): RunnerLimits {
  return Object.fromEntries(RUNNER_LIMITS.map((name) => [name, limits[name]])) as RunnerLimits;
}

/** A guest that never began; its host hears of it after `start` has returned. */
function endedGuest(host: GuestHost, end: Parameters<GuestHost['onEnd']>[0]): Guest {
  queueMicrotask(() => host.onEnd(end));
  return { busy: false, deliver: () => {}, stop: () => {} };
}

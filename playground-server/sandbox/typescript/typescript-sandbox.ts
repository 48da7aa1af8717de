import type { Limits } from '#limits';
import type { Isolation } from '../isolation/isolation.ts';
import { crashed, type Guest, type GuestEnd, type GuestHost, type Sandbox } from '../sandbox.ts';
import { Runner } from './runner.ts';
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
  readonly #runners = new Set<Runner>();
  #isClosed = false;

  constructor(options: TypeScriptSandboxOptions) {
    this.#options = options;
    this.#startMissing();
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
    return runner?.start(code, host) ?? endedGuest(host, crashed('no runner process is alive'));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const runners = [...this.#runners];
    for (const runner of runners) runner.close('the server stops');
    await Promise.all(runners.map((runner) => runner.gone));
  }

  /** The one with the fewest guests, of those that are up if there are any; a new one when none has room. */
  #runnerForNext(): Runner | undefined {
    this.#endWorn();
    const withRoom = [...this.#runners].filter((runner) => runner.hasRoom);
    const up = withRoom.filter((runner) => runner.isUp);
    const [best] = (up.length > 0 ? up : withRoom).sort((a, b) => a.guestCount - b.guestCount);
    return best ?? this.#startRunner();
  }

  /** Another follows each. */
  #endWorn(): void {
    for (const runner of this.#runners)
      if (runner.isWorn && runner.guestCount === 0) runner.close('its channels are used up');
  }

  #startMissing(): void {
    while (!this.#isClosed && this.#runners.size < (this.#options.runners ?? 2)) this.#startRunner();
  }

  #startRunner(): Runner | undefined {
    if (this.#isClosed) return undefined;
    const { limits, warmWorkers = 4, maxWorkers = MAX_WORKERS, channels = CHANNELS, recycles = true } = this.#options;
    const { isolation, log } = this.#options;
    const runnerOptions: RunnerOptions = { limits: pickRunnerLimits(limits), recycles };
    const startedAtMs = performance.now();
    const contained = isolation.spawnRunner([JSON.stringify(runnerOptions)], channels);
    const runner = new Runner(contained, { limits, warmWorkers, maxWorkers });
    this.#runners.add(runner);
    void runner.gone.then(() => {
      this.#runners.delete(runner);
      if (this.#isClosed) return;
      log?.warn(`a sandbox runner ended and is replaced: ${runner.deathReason}`);
      const livedMs = performance.now() - startedAtMs;
      setTimeout(() => this.#startMissing(), livedMs < MIN_LIFE_MS ? MIN_LIFE_MS : 0);
    });
    return runner;
  }
}

function pickRunnerLimits(limits: Limits): RunnerLimits {
  return Object.fromEntries(RUNNER_LIMITS.map((name) => [name, limits[name]])) as RunnerLimits;
}

/** A guest that never began; its host hears of it after `start` has returned. */
function endedGuest(host: GuestHost, end: GuestEnd): Guest {
  queueMicrotask(() => host.onEnd(end));
  return { busy: false, deliver: () => {}, stop: () => {} };
}

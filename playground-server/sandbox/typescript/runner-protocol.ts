import type { LimitName, Limits } from '#limits';

/** The limits that a runner enforces; they travel in its arguments. */
export const RUNNER_LIMITS = [
  'guestMemoryBytes',
  'guestStackBytes',
  'turnCpuMs',
  'turnKillMs',
  'runCpuMs',
  'compileMs',
  'minTimerMs',
  'maxTimers',
  'maxTurnMessages',
  'maxTurnBytes',
] as const satisfies readonly LimitName[];
export type RunnerLimits = Pick<Limits, (typeof RUNNER_LIMITS)[number]>;

export interface RunnerOptions {
  limits: RunnerLimits;
  /**
   * True to reset a used engine by copying the snapshot over its memory, which
   * needs internals of quickjs-wasi; false to restore a new one by its public API.
   */
  recycles: boolean;
}

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
  /** Workers that wait for a guest. */
  warmWorkers: number;
  maxWorkers: number;
  /** Socket pairs that it inherits: its first workers have one each, later ones are reached through its standard input. */
  channels: number;
  /**
   * True to reset a used engine by copying the snapshot over its memory, which
   * needs internals of quickjs-wasi; false to restore a new one by its public API.
   */
  recycles: boolean;
}

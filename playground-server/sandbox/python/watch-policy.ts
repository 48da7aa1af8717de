import type { Limits } from '#limits';
import type { ProcessUsage } from './process-usage.ts';

/** What the watch knows of a live guest at one moment. */
export interface Observation {
  usage: ProcessUsage;
  /** CPU time when its program was started: the boot is ours. */
  cpuAtStartMs: number;
  /** Since its program was started, while that has not finished loading. */
  loadingMs: number | undefined;
  /** The oldest unanswered ping. */
  unanswered: { waitMs: number; cpuAtPingMs: number } | undefined;
}

/** A program may import and build more at once than a handler does. */
const LOADING_FACTOR = 2;
/** A process that gets no processor cannot answer; it is given up only when it stays silent for this many turns. */
const STARVED_FACTOR = 10;

/** The name of the limit that a guest has met, in the order in which a learner would want to hear of them. */
export function metLimit({ usage, cpuAtStartMs, loadingMs, unanswered }: Observation, limits: Limits) {
  if (usage.memoryBytes > limits.pythonMemoryBytes) return 'pythonMemoryBytes';
  if (usage.cpuMs - cpuAtStartMs > limits.pythonRunCpuMs) return 'pythonRunCpuMs';
  if (unanswered !== undefined) {
    const turnMs = limits.pythonTurnMs * (loadingMs === undefined ? 1 : LOADING_FACTOR);
    // CPU and not the clock: on a busy machine Python's own interrupt, which counts CPU, must come first.
    const hasComputed = usage.cpuMs - unanswered.cpuAtPingMs >= turnMs;
    if (unanswered.waitMs >= turnMs && (hasComputed || unanswered.waitMs >= turnMs * STARVED_FACTOR)) {
      return 'pythonTurnMs';
    }
  }
  if (loadingMs !== undefined && loadingMs > limits.pythonLoadMs) return 'pythonLoadMs';
  return undefined;
}

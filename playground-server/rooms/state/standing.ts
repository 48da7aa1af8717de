// Runs in the browser and on the server. No DOM, no node: imports.
import type { Participant } from '#protocol/room-snapshot.ts';

/** Where a participant stands at the exercise that is open. */
export type Standing =
  | { is: 'waiting' }
  | { is: 'reading'; sinceMs: number }
  | { is: 'running'; sinceMs: number; runs: number }
  | { is: 'stuck'; sinceMs: number; runs: number }
  | { is: 'done'; sinceMs: number };

/**
 * `stuck` is who has opened "Stuck?", or has made no progress for
 * `stuckAfterMs`; so a quiet participant is seen as well as one who asks. It
 * counts since the last progress: the exercise was opened, or a run met more
 * of its expectations than any before.
 */
export function standingOf({ open, passed }: Participant, nowMs: number, stuckAfterMs: number): Standing {
  if (open === undefined) return { is: 'waiting' };
  const done = passed.find(({ exercise }) => exercise === open.exercise);
  if (done !== undefined) return { is: 'done', sinceMs: done.atMs };
  const isStuck = open.rungAtMs !== undefined || nowMs >= open.progressAtMs + stuckAfterMs;
  if (isStuck) return { is: 'stuck', sinceMs: open.progressAtMs, runs: open.runs };
  if (open.runs > 0) return { is: 'running', sinceMs: open.lastRunAtMs ?? open.openedAtMs, runs: open.runs };
  return { is: 'reading', sinceMs: open.openedAtMs };
}

/** Whole minutes for "stuck for N minutes"; a clock that is behind shows none. */
export function minutesSince(sinceMs: number, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - sinceMs) / 60_000));
}

import { mergeTimeline } from '../playground/timeline/timeline-state.ts';
import type { Run } from '../playground/run-state.ts';

/** From the first event to the last. */
export function spanMs({ browser, server }: Pick<Run, 'browser' | 'server'>): number {
  return mergeTimeline(browser, server).at(-1)?.atMs ?? 0;
}

export function formatMs(ms: number): string {
  return ms < 1_000 ? `${ms.toFixed(1)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

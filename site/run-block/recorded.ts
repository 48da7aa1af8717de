import type { RecordedRun } from '#protocol/recorded-run.ts';
import type { Run } from '../playground/run-state.ts';

/** What is kept of a run: everything that happened, and not what it was called. */
export function recordedRunOf(run: Run, recordedOn: string, recordedWith: string): RecordedRun {
  return {
    version: 1,
    language: run.language,
    server: run.profile,
    routes: [...run.routes],
    browser: [...run.browser],
    timeline: [...run.server],
    ...(run.at.phase === 'ended' ? { ended: run.at.reason } : {}),
    recordedOn,
    recordedWith,
  };
}

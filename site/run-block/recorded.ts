import type { RecordedRun } from '#protocol/recorded-run.ts';
import type { Run } from '../playground/run-state.ts';

/** A kept run, as the components of a live one take it. */
export function runOf(recorded: RecordedRun, { title, code }: { title: string; code: string }): Run {
  const { language, server, routes, browser, timeline, ended } = recorded;
  return {
    runId: `recorded-${language}`,
    number: 1,
    profile: server,
    title,
    language,
    code,
    sentAtMs: 0,
    at: ended === undefined ? { phase: 'settled' } : { phase: 'ended', reason: ended },
    routes,
    browser,
    server: timeline,
  };
}

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

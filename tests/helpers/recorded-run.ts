import type { Run } from '#site/playground/run-state.ts';
import { recorded } from '#tests/helpers/recorded-connection.ts';

/** A run of one client, over, from entries of its timeline. */
export function recordedRun(entries: Parameters<typeof recorded>[0]): Run {
  const { browser, server, routes } = recorded(entries);
  return {
    runId: 'run',
    number: 1,
    profile: 'uvicorn',
    title: 'A run',
    language: 'typescript',
    code: '',
    sentAtMs: 0,
    at: { phase: 'settled' },
    routes,
    browser,
    server,
  };
}

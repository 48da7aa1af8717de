/**
 * Modules of the pure folders that have no unit test of their own, each with
 * the reason: usually another test that reaches it better.
 */
export const MODULES_WITHOUT_UNIT_TEST: Readonly<Record<string, string>> = {
  'playground-server/main.ts': 'only wires; the wire and end-to-end tests start it',
  'scripts/check-boundaries.ts': 'run as a program by tests/architecture/boundaries.test.ts',
  'scripts/dev.ts': 'only wires; tests/e2e/dev-server.test.ts starts it',
  'scripts/restarting-server.ts': 'a process and its restarts; tests/e2e/dev-server.test.ts',
  'scripts/precompress.ts': 'run by every build',
  'scripts/summary-reporter.ts': 'prints the last line of every test run',
};

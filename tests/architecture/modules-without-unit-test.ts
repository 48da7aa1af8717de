/**
 * Modules of the pure folders that have no unit test of their own, each with
 * the reason: usually another test that reaches it better. A path that ends
 * with a slash speaks for the whole folder.
 */
export const MODULES_WITHOUT_UNIT_TEST: Readonly<Record<string, string>> = {
  'content/changes.ts': 'a list of dated sentences',
  'content/close-codes.ts': 'a table; tests/content/close-codes.test.ts compares it with the registry',
  'content/endpoints.ts': 'a table; tests/content/endpoints.test.ts',
  'content/errors.ts': 'a table; tests/content/errors.test.ts compares it with what was raised',
  'content/example-schema.ts': 'a schema; tests/content/examples.test.ts parses every example with it',
  'content/examples.ts': 'tests/content/examples.test.ts',
  'content/faults.ts': 'a table; tests/content/faults.test.ts',
  'content/lesson-chapters.ts': 'a table; tests/content/lessons.test.ts',
  'content/lesson-schema.ts': 'a schema; tests/content/lessons.test.ts parses every exercise with it',
  'content/lessons.ts': 'tests/content/lessons.test.ts',
  'content/load-lessons.ts': 'reads files; tests/content/lessons.test.ts',
  'content/load-examples.ts': 'reads files; tests/content/examples.test.ts',
  'content/reconnect-storm.ts': 'a table; tests/e2e/exhibits.test.ts counts its attempts again',
  'content/standards.ts': 'a table; every claim of the pages is parsed with it',
  'content/truth.ts': 'a schema, and its data parsed with it; tests/truth/live-uvicorn.test.ts reads it',
  'playground-server/asgi/connection-state.ts': 'types, and the state that every test of tests/unit/asgi begins with',
  'playground-server/asgi/events.ts': 'types, and a list of names',
  'playground-server/asgi/server-profile.ts': 'types, and a list of names',
  'playground-server/asgi/server-profile-names.ts': 'a list of names',
  'playground-server/limits.ts': 'a table; a limit is tested where it is enforced',
  'playground-server/main.ts': 'only wires; the wire and end-to-end tests start it',
  'playground-server/protocol/': 'schemas; the client of the wire tests parses every message with them',
  'playground-server/sandbox/guest/': 'runs inside the engine only; tests/sandbox runs it there',
  'playground-server/session/handler-connection.ts': 'a half of tests/unit/session/session.test.ts',
  'playground-server/session/run.ts': 'reached through tests/unit/session/runs.test.ts',
  'scripts/build-python.ts': 'run by every build, which checks what it has made; tests/sandbox/python-*.test.ts run it',
  'scripts/check-boundaries.ts': 'run as a program by tests/architecture/boundaries.test.ts',
  'scripts/dev.ts': 'only wires; tests/e2e/dev-server.test.ts starts it',
  'scripts/play.ts': 'prints to a terminal; tests/wire/play.test.ts starts it',
  'scripts/precompress.ts': 'run by every build',
  'scripts/restarting-server.ts': 'a process and its restarts; tests/e2e/dev-server.test.ts',
  'scripts/summary-reporter.ts': 'prints the last line of every test run',
};

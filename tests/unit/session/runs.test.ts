import { expect, test, vi } from 'vitest';
import { LIMITS, type Limits } from '#limits';
import type { ServerMessage } from '#protocol/server-message.ts';
import { NoopSandbox } from '#server/sandbox/noop/noop-sandbox.ts';
import type { Run, RunCommand } from '#server/session/run.ts';
import { Runs } from '#server/session/runs.ts';

const command = (runId: string): RunCommand => ({
  type: 'run',
  runId,
  language: 'typescript',
  code: '',
  server: 'uvicorn',
});

function server(limits: Partial<Limits> = {}): { runs: Runs; sent: ServerMessage[]; start: (runId: string) => Run } {
  const sent: ServerMessage[] = [];
  const sandbox = new NoopSandbox({ routes: ['/'], application: () => async () => {} });
  const runs = new Runs({ typescript: sandbox }, { ...LIMITS, ...limits }, () => {});
  const start = (runId: string): Run => {
    const run = runs.start(command(runId), (message) => sent.push(message));
    if ('name' in run) throw new Error(run.name);
    return run;
  };
  return { runs, sent, start };
}

const until = (sent: ServerMessage[], type: ServerMessage['type'], runId: string): Promise<void> =>
  vi.waitFor(() => expect(sent).toContainEqual(expect.objectContaining({ type, runId })));

test('a session is found by its id from run-started until it is over', async () => {
  const { runs, sent, start } = server();
  const run = start('a');
  await until(sent, 'run-started', 'a');
  const { sessionId } = sent.find((message) => message.type === 'run-started') ?? { sessionId: '' };
  expect(runs.session(sessionId)).toBe(run.session);
  run.stop({ name: 'stopped', title: '', message: '', hint: '' });
  expect(runs.session(sessionId)).toBeUndefined();
});

test('a place is free again when a run is over', async () => {
  const { sent, start, runs } = server({ maxRuns: 1, maxWaitingRuns: 1 });
  const first = start('a');
  await until(sent, 'run-started', 'a');
  start('b');
  await until(sent, 'run-queued', 'b');
  expect(runs.start(command('c'), () => {})).toMatchObject({ name: 'server-busy' });
  first.stop({ name: 'stopped', title: '', message: '', hint: '' });
  await until(sent, 'run-started', 'b');
  expect(runs.counts).toEqual({ live: 1, waiting: 0 });
});

test('each language has places of its own', async () => {
  const sandbox = new NoopSandbox({ routes: ['/'], application: () => async () => {} });
  const runs = new Runs(
    { typescript: sandbox, python: sandbox },
    { ...LIMITS, maxRuns: 1, maxPythonRuns: 1 },
    () => {},
  );
  const sent: ServerMessage[] = [];
  for (const language of ['python', 'typescript'] as const) {
    for (const place of ['first', 'second']) {
      runs.start({ ...command(`${language} ${place}`), language }, (message) => sent.push(message));
    }
  }
  await until(sent, 'run-started', 'python first');
  await until(sent, 'run-started', 'typescript first');
  await until(sent, 'run-queued', 'python second');
  await until(sent, 'run-queued', 'typescript second');
  expect(runs.counts).toEqual({ live: 2, waiting: 2 });
});

test('a run that waits can be stopped, and is refused rather than ended', async () => {
  const { sent, start } = server({ maxRuns: 1 });
  start('a');
  const waiting = start('b');
  waiting.stop({ name: 'stopped', title: '', message: '', hint: '' });
  await until(sent, 'run-refused', 'b');
});

test('only the right token takes a run up again', async () => {
  const { runs, sent, start } = server();
  const run = start('a');
  await until(sent, 'run-started', 'a');
  runs.orphan([run]);
  expect(runs.resume('a', 'guess')).toBeUndefined();
  expect(runs.resume('b', run.resumeToken)).toBeUndefined();
  expect(runs.resume('a', run.resumeToken)).toBe(run);
  expect(runs.resume('a', run.resumeToken)).toBeUndefined();
});

test('a run that nobody takes up again ends', async () => {
  const { runs, sent, start } = server({ resumeGraceMs: 5 });
  const run = start('a');
  await until(sent, 'run-started', 'a');
  runs.orphan([run]);
  await vi.waitFor(() => expect(run.over).toBe(true));
  expect(runs.resume('a', run.resumeToken)).toBeUndefined();
});

test('a run that ended meanwhile tells the page that comes back', async () => {
  const { runs, sent, start } = server();
  const run = start('a');
  await until(sent, 'run-started', 'a');
  runs.orphan([run]);
  run.stop({ name: 'idle', title: '', message: '', hint: '' });
  const later: ServerMessage[] = [];
  runs.resume('a', run.resumeToken)?.adopt((message) => later.push(message), 0);
  expect(later.map(({ type }) => type)).toEqual(['run-started', 'run-ended']);
});

test('a server that stops ends every run and starts none', async () => {
  const { runs, sent, start } = server();
  const run = start('a');
  await until(sent, 'run-started', 'a');
  runs.stopAll();
  expect(run.over).toBe(true);
  expect(runs.start(command('b'), () => {})).toMatchObject({ name: 'server-stopping' });
});

test('refuses code over the limit, in bytes', () => {
  const { runs } = server({ maxCodeBytes: 3 });
  expect(runs.start({ ...command('a'), code: 'éé' }, () => {})).toMatchObject({ name: 'code-too-large' });
});

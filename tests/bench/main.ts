/**
 * Measures what a learner and an operator feel, against the real server, and
 * sets each figure beside its goal. Figures of one run compare with each other;
 * those of two machines do not.
 *
 * Usage: npm run bench -- [--json] [--rounds 1000] [--sessions 300] [--idle-seconds 10]
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startServer } from '#tests/helpers/server.ts';
import { measureLoopEnd } from './ended-loops.ts';
import { NATIVE_LOOP, PLAIN_LOOP } from './handlers.ts';
import { measureIdleSessions } from './idle-sessions.ts';
import { type Figure, printTable } from './report.ts';
import { measureRoundTrips } from './round-trips.ts';
import { measureThroughput } from './throughput.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '1000' },
    sessions: { type: 'string', default: '300' },
    'idle-seconds': { type: 'string', default: '10' },
  },
});
const rounds = Number(options.rounds);
const sessions = Number(options.sessions);
const idleMs = Number(options['idle-seconds']) * 1000;

const MIB = 1024 * 1024;
/**
 * Places for every session, no end of a session for being idle, and no Python that boots beside what is measured.
 * The address is written as that of bare ws is: a name costs the client a look-up in each round.
 */
const FLAGS = [
  ...['--host', '127.0.0.1'],
  ...['--log-level', 'silent', '--python-image', 'none'],
  ...['--max-runs', String(sessions + 50), '--idle-ms', '600000'],
];

const figures: Figure[] = [];
const progress = (text: string): void => {
  if (process.stderr.isTTY) console.error(text);
};

{
  await using server = await startServer({ args: FLAGS });
  const bare = spawn(process.execPath, [new URL('bare-server.ts', import.meta.url).pathname], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [bareUrl] = (await once(createInterface({ input: bare.stdout }), 'line')) as [string];
  progress(`${rounds} round trips on each side …`);
  const { bare: base, playground } = await measureRoundTrips(server.socketUrl, bareUrl.replace('http', 'ws'), rounds);
  bare.kill();
  figures.push(
    { name: 'bare ws, median', value: base.median, unit: 'ms' },
    { name: 'bare ws, p99', value: base.p99, unit: 'ms' },
    { name: 'run to close event, median', value: playground.median, unit: 'ms' },
    { name: 'run to close event, p99', value: playground.p99, unit: 'ms' },
    { name: 'ratio of the medians', value: playground.median / base.median, unit: '×', atMost: 2.5 },
    { name: 'added at the median', value: playground.median - base.median, unit: 'ms', atMost: 1 },
    { name: 'added at p99', value: playground.p99 - base.p99, unit: 'ms', atMost: 5 },
  );

  progress('Ending loops …');
  const plain = await measureLoopEnd(server.socketUrl, PLAIN_LOOP, 10);
  const native = await measureLoopEnd(server.socketUrl, NATIVE_LOOP, 10);
  figures.push(
    { name: 'plain loop ended, median', value: plain.median, unit: 'ms', atMost: 150 },
    { name: 'plain loop ended, worst', value: plain.p99, unit: 'ms' },
    { name: 'native loop ended, median', value: native.median, unit: 'ms', atMost: 400 },
    { name: 'native loop ended, worst', value: native.p99, unit: 'ms' },
  );
}

{
  await using server = await startServer({ args: FLAGS });
  progress(`${sessions} idle sessions …`);
  const idle = await measureIdleSessions(server.socketUrl, server.pid, sessions, idleMs);
  figures.push(
    { name: `${sessions} sessions opened`, value: idle.openedMs / 1000, unit: 's' },
    { name: 'sessions lost', value: idle.lost, unit: '', atMost: 0 },
  );
  if (idle.pssBytesPerSession !== undefined) {
    // 3.5 GB for 300 sessions, the server's own base included.
    figures.push({ name: 'PSS per idle session', value: idle.pssBytesPerSession / MIB, unit: 'MiB', atMost: 11.7 });
  }
}

{
  const pinned = availableParallelism() > 1 && pinTo(process.pid, 1);
  await using server = await startServer({ args: FLAGS, ...(pinned ? { wrapper: ['taskset', '-c', '0'] } : {}) });
  progress('Runs as fast as they go …');
  const { first, warm } = await measureThroughput(server.socketUrl, server.pid);
  const where = pinned ? 'on one core' : 'not pinned';
  figures.push(
    { name: `runs per second ${where}, first 1,500`, value: first.runsPerSecond, unit: '/s' },
    { name: `runs per second ${where}, after 4,000`, value: warm.runsPerSecond, unit: '/s' },
  );
  if (first.cpuMsPerRun !== undefined && warm.cpuMsPerRun !== undefined) {
    figures.push(
      { name: 'CPU per run, first 1,500', value: first.cpuMsPerRun, unit: 'ms' },
      { name: 'CPU per run, after 4,000', value: warm.cpuMsPerRun, unit: 'ms', atMost: 2 },
    );
  }
}

if (options.json) console.log(JSON.stringify(figures, undefined, 2));
else printTable(figures);

/** Keeps this client off the core that is measured. False where there is no taskset. */
function pinTo(pid: number, core: number): boolean {
  try {
    execFileSync('taskset', ['-a', '-p', '-c', String(core), String(pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

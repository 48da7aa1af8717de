/**
 * Measures the Python lane against the real server, beside bare `ws` in the
 * same run.
 *
 * Usage: npm run bench:python -- [--json] [--rounds 30] [--sessions 20]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LIMITS } from '#limits';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';
import { startServer } from '#tests/helpers/server.ts';
import { BenchClient, closeCode, open } from './bench-client.ts';
import { ProcessTree } from './process-tree.ts';
import { type Figure, printTable } from './report.ts';
import { summarize } from './statistics.ts';
import WebSocket from 'ws';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '30' },
    sessions: { type: 'string', default: '20' },
  },
});
const rounds = Number(options.rounds);
const sessions = Number(options.sessions);

/** As a visitor's server is. */
const WARM_SERVER = {
  args: ['--log-level', 'silent'],
  env: { PYTHON_WARM_PROCESSES: String(LIMITS.pythonWarmProcesses) },
};
const MIB = 1024 * 1024;
/** A process of the pool boots in half a second, on a machine that does nothing else. */
const REFILL_MS = 1_500;

const REFUSE = `
from fastapi import FastAPI, WebSocket
app = FastAPI()
@app.websocket("/ws/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    await websocket.close(4000, "Invalid project name")
`;
const IDLE = `
from fastapi import FastAPI, WebSocket
app = FastAPI()
@app.websocket("/ws/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)
`;

const figures: Figure[] = [];
await measureWarmRuns();
await measureSessions();
await measureProcesses();
if (options.json) console.log(JSON.stringify(figures, undefined, 2));
else printTable(figures);

/** From `run` to the close event of the client, with a process waiting in the pool. */
async function measureWarmRuns(): Promise<void> {
  await using server = await startServer(WARM_SERVER);
  const bare = spawn(process.execPath, [new URL('bare-server.ts', import.meta.url).pathname], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [bareUrl] = (await once(createInterface({ input: bare.stdout }), 'line')) as [string];
  const client = await BenchClient.connect(server.socketUrl);
  const bareControl = await open(`${bareUrl.replace('http', 'ws')}/control`);
  const samples = { bare: [] as number[], python: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    await sleep(REFILL_MS);
    const bareAtMs = performance.now();
    const echoed = once(bareControl, 'message');
    bareControl.send(JSON.stringify({ type: 'run', runId: '1', language: 'python', code: REFUSE }));
    await echoed;
    await closeCode(new WebSocket(`${bareUrl.replace('http', 'ws')}/ws/bad`, { perMessageDeflate: false }));
    samples.bare.push(performance.now() - bareAtMs);

    const startedAtMs = performance.now();
    const run = client.run(REFUSE, 'python');
    const code = await closeCode(client.dial(await run.started, '/ws/bad'));
    samples.python.push(performance.now() - startedAtMs);
    if (code !== 4000) throw new Error(`The client saw ${code} instead of 4000: this measures something else.`);
    await client.stop(run);
  }
  client.close();
  bareControl.terminate();
  bare.kill();
  const python = summarize(samples.python);
  const base = summarize(samples.bare);
  figures.push(
    { name: 'bare ws, median', value: base.median, unit: 'ms' },
    { name: 'bare ws, p99', value: base.p99, unit: 'ms' },
    { name: 'warm Python run, median', value: python.median, unit: 'ms', atMost: 35 },
    { name: 'warm Python run, p99', value: python.p99, unit: 'ms', atMost: 80 },
  );
}

/** All at once, each with a client that stays. */
async function measureSessions(): Promise<void> {
  await using server = await startServer(WARM_SERVER);
  await sleep(4 * REFILL_MS);
  const tree = ProcessTree.isSupported() ? new ProcessTree(server.pid) : undefined;
  const before = tree?.pssBytes() ?? 0;
  const startedAtMs = performance.now();
  const clients = await Promise.all(Array.from({ length: sessions }, () => BenchClient.connect(server.socketUrl)));
  const sockets = await Promise.all(
    clients.map(async (client) => {
      const socket = client.dial(await client.run(IDLE, 'python').started, '/ws/idle');
      await once(socket, 'open');
      return socket;
    }),
  );
  figures.push({ name: `${sessions} sessions opened at once`, value: performance.now() - startedAtMs, unit: 'ms' });
  const echoed = await Promise.all(
    sockets.map(async (socket) => {
      socket.send('still here?');
      const [data] = await once(socket, 'message');
      return String(data) === 'still here?';
    }),
  );
  figures.push({ name: 'sessions lost', value: echoed.filter((isAlive) => !isAlive).length, unit: '', atMost: 0 });
  await sleep(4 * REFILL_MS);
  if (tree !== undefined) {
    const perSession = (tree.pssBytes() - before) / sessions / MIB;
    figures.push({ name: 'PSS per live session', value: perSession, unit: 'MiB', atMost: 160 });
  }
  for (const socket of sockets) socket.terminate();
  for (const client of clients) client.close();
}

/** Without a pool: from nothing to the handler's close, and from the decision to the death of the process. */
async function measureProcesses(): Promise<void> {
  const sandbox = await startPythonSandbox({ pythonWarmProcesses: 0 });
  const cold: number[] = [];
  const deaths: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAtMs = performance.now();
    const run = new PythonRun(sandbox, REFUSE);
    await run.visit('/ws/bad');
    cold.push(performance.now() - startedAtMs);
    const decidedAtMs = performance.now();
    run.stop();
    while (sandbox.pids.length > 0) await sleep(1);
    deaths.push(performance.now() - decidedAtMs);
  }
  await sandbox.close();
  const start = summarize(cold);
  const death = summarize(deaths);
  figures.push(
    { name: 'cold Python run, median', value: start.median, unit: 'ms', atMost: 600 },
    { name: 'cold Python run, p99', value: start.p99, unit: 'ms' },
    { name: 'dead after the decision, median', value: death.median, unit: 'ms', atMost: 50 },
    { name: 'dead after the decision, p99', value: death.p99, unit: 'ms' },
  );
}

/**
 * A full workshop against the real server: participants who run something every
 * few seconds in both languages, report it to their room, and a board that
 * follows. Says what a learner waits for a run, what the board is behind, and
 * whether an event was lost.
 *
 * The board's delay counts from the moment at which a participant's page sends
 * a report to that at which the board has it. A run's own time is not in it.
 * All of these pages are one process here, and share the machine with the
 * server: what that process is late by itself is in every figure, and printed.
 *
 * Usage: npm run load:room -- [--participants 60] [--seconds 300] [--every-ms 5000] [--typescript-only]
 */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { loadExamples } from '#content/load-examples.ts';
import type { Language } from '#protocol/client-message.ts';
import { RoomFact } from '#protocol/room-message.ts';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { RoomClient } from '#tests/helpers/room-client.ts';
import { startServer } from '#tests/helpers/server.ts';
import { ProcessTree } from './process-tree.ts';
import { type Figure, printTable } from './report.ts';
import { quantile } from './statistics.ts';

const { values } = parseArgs({
  options: {
    participants: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '300' },
    'every-ms': { type: 'string', default: '5000' },
    'typescript-only': { type: 'boolean', default: false },
  },
});
const participants = Number(values.participants);
const everyMs = Number(values['every-ms']);
const untilMs = performance.now() + Number(values.seconds) * 1_000;

const MIB = 1024 * 1024;
/** A run that waits for a processor is measured and not given up. */
const RUN_DEADLINE_MS = 120_000;
const EXERCISE = 'read-a-refusal/close-before-accept';
/** Every fourth one writes Python. */
const PYTHON_SHARE = 4;

const example = loadExamples().find(({ slug }) => slug === 'accept-then-close');
if (example === undefined) throw new Error('content/examples/accept-then-close is not there.');
const path = example.clients[0]?.path ?? '/';

await using server = await startServer({
  args: ['--log-level', 'silent', ...(values['typescript-only'] ? ['--python-image', 'none'] : [])],
  env: { PYTHON_WARM_PROCESSES: '4' },
});
const tree = ProcessTree.isSupported() ? new ProcessTree(server.pid) : undefined;

const facilitator = await RoomClient.connect(server.socketUrl);
const { room, secret } = await facilitator.opensRoom('Load');
const { code } = await facilitator.hosts(room, secret);
facilitator.socket.close();

/** When each report was sent, by its id, until the board has it. */
const sentAtMs = new Map<string, number>();
const boardDelaysMs: number[] = [];
const runsMs: Record<Language, number[]> = { typescript: [], python: [] };
const failures: string[] = [];
let lastSeq = 1;
let gaps = 0;

// A board of its own, without the test client's memory of all that it heard.
const board = new WebSocket(`${server.socketUrl}/api/rooms`);
await once(board, 'open');
board.on('message', (data) => {
  const fact = RoomFact.parse(JSON.parse(String(data)));
  if (fact.type === 'hosting') lastSeq = fact.snapshot?.seq ?? lastSeq;
  if (fact.type !== 'events') return;
  for (const event of fact.events) {
    if (event.seq !== lastSeq + 1) gaps += 1;
    lastSeq = event.seq;
    const sent = sentAtMs.get(event.id);
    if (sent === undefined) continue;
    boardDelaysMs.push(performance.now() - sent);
    sentAtMs.delete(event.id);
  }
});
board.send(JSON.stringify({ type: 'host-room', id: 'board', room, secret }));

const ownDelay = monitorEventLoopDelay({ resolution: 5 });
ownDelay.enable();
let acted = 0;
let peakBytes = 0;
const watch = setInterval(() => (peakBytes = Math.max(peakBytes, tree?.pssBytes() ?? 0)), 5_000);
await Promise.all(Array.from({ length: participants }, (_, index) => takePart(index)));
clearInterval(watch);
const closing = await RoomClient.connect(server.socketUrl);
const { snapshot } = await closing.hosts(room, secret);
// What the board has not heard by now is lost.
await sleep(1_000);
board.close();
closing.socket.close();
report();

async function takePart(index: number): Promise<void> {
  const language: Language =
    !values['typescript-only'] && index % PYTHON_SHARE === PYTHON_SHARE - 1 ? 'python' : 'typescript';
  const source = example?.code[language] ?? '';
  await using member = await RoomClient.connect(server.socketUrl);
  await using control = await ControlClient.connect(server.socketUrl, RUN_DEADLINE_MS);
  await member.joins(code, `Person ${index}`);
  const act = async (action: { kind: string; [field: string]: unknown }): Promise<void> => {
    const id = `${index}-${action.kind}-${performance.now()}`;
    sentAtMs.set(id, performance.now());
    const answer = await member.acts(action, id);
    if (answer.type === 'acted') acted += 1;
    else failures.push(JSON.stringify(answer).slice(0, 200));
    member.received.length = 0;
  };
  await sleep((index / participants) * everyMs);
  for (let round = 0; performance.now() < untilMs; round += 1) {
    const beganMs = performance.now();
    try {
      await act({ kind: 'start-run', exercise: EXERCISE, language });
      const seen = await run(control, `${index}-${round}`, language, source);
      runsMs[language].push(seen.tookMs);
      await act({ kind: 'see-close', exercise: EXERCISE, code: seen.code, reason: seen.reason });
      await act({ kind: 'fail', exercise: EXERCISE, check: 'The client sees 4004', met: 0 });
    } catch (error) {
      failures.push(String(error).slice(0, 200));
    }
    control.received.length = 0;
    await sleep(Math.max(0, everyMs - (performance.now() - beganMs)));
  }
}

/** What a learner waits for: from pressing Run until the browser is told how it ended. */
async function run(control: ControlClient, runId: string, language: Language, source: string) {
  const beganMs = performance.now();
  const { socketPath } = await control.run(source, { runId, language });
  const client = new WebSocket(server.socketUrl + socketPath + path);
  client.on('error', () => {});
  const [closeCode, reason] = (await once(client, 'close')) as [number, Buffer];
  const tookMs = performance.now() - beganMs;
  control.send({ type: 'stop', runId });
  await control.next('run-ended', runId);
  return { tookMs, code: closeCode, reason: reason.toString() };
}

function report(): void {
  const figures: Figure[] = [{ name: 'participants', value: participants, unit: '' }];
  for (const [language, samples] of Object.entries(runsMs)) {
    const sorted = samples.toSorted((a, b) => a - b);
    if (sorted.length === 0) continue;
    figures.push({ name: `${language} runs`, value: sorted.length, unit: '' });
    for (const q of [50, 95, 99])
      figures.push({ name: `${language} run, p${q}`, value: quantile(sorted, q / 100), unit: 'ms' });
  }
  const delays = boardDelaysMs.toSorted((a, b) => a - b);
  figures.push(
    { name: 'board delay, p50', value: quantile(delays, 0.5), unit: 'ms' },
    { name: 'board delay, p95', value: quantile(delays, 0.95), unit: 'ms', atMost: 500 },
    { name: 'board delay, p99', value: quantile(delays, 0.99), unit: 'ms' },
    { name: 'of it the load itself, p95', value: (ownDelay.percentile(95) - 5_000_000) / 1e6, unit: 'ms' },
    { name: 'reports taken', value: acted, unit: '' },
    {
      name: 'events that the board lost',
      value: gaps + Math.max(0, (snapshot?.seq ?? 0) - lastSeq),
      unit: '',
      atMost: 0,
    },
    { name: 'reports and runs that failed', value: failures.length, unit: '', atMost: 0 },
  );
  if (tree !== undefined) figures.push({ name: 'memory, at most', value: peakBytes / MIB, unit: 'MiB' });
  printTable(figures);
  for (const failure of new Set(failures.slice(0, 5))) console.log(failure);
}

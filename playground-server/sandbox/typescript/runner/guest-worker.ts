import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { readChannel } from './channel.ts';
import type { CompiledProgram } from './compiled-program.ts';
import { GuestEngine, type GuestEngineSetup } from './guest-engine.ts';
import { beat, rest, type Heartbeat } from './heartbeat.ts';
import { LiveGuest } from './live-guest.ts';
import { parseRunnerLine } from './runner-line.ts';
import { writeLines } from './write-lines.ts';
import { WARM_UP_DELIVERIES, WARM_UP_PROGRAM } from './warm-up.ts';

/** What a worker is told: a program, a delivery, or the end. The main thread passes on what comes by no channel. */
export type WorkerCommand =
  | { guest: number; program: CompiledProgram }
  | { guest: number; json: string }
  | { guest: number; stop: true };

/** What a worker tells the main thread when it has no guest: that it can take one, or must be ended. */
export type WorkerReport = 'idle' | 'dirty';

export interface GuestWorkerData extends GuestEngineSetup {
  heartbeat: Heartbeat;
  /** Its own way from the server, if there is one left for it. */
  channel: number | undefined;
}

const GUEST_NICENESS = 5;

const port = requireParentPort();
const setup = (workerData as { data: GuestWorkerData }).data;
const report = (message: WorkerReport): void => port.postMessage(message);

// Guests yield to the thread that must be able to kill them, and to the server.
setPriority(GUEST_NICENESS);

const engine = await GuestEngine.create(setup);
let live: { guest: number; program: LiveGuest } | undefined;

/** Lines of the present turn; those that a delivery caused leave together with its own end. */
let lines: string[] = [];
let isDelivering = false;

function flush(): void {
  writeLines(lines);
  lines = [];
}

function deliver(guest: number, program: LiveGuest, json: string): void {
  isDelivering = true;
  program.deliver(json);
  isDelivering = false;
  if (live?.program !== program) return;
  lines.push(`turn ${guest} null`);
  flush();
}

function open(guest: number): LiveGuest {
  const program = new LiveGuest(engine, setup.limits, {
    onMessages(messages) {
      for (const message of messages) lines.push(`message ${guest} ${message}`);
      if (!isDelivering) flush();
    },
    onEnd(end, isClean) {
      live = undefined;
      lines.push(`end ${guest} ${JSON.stringify(end)}`);
      flush();
      if (isClean) setImmediate(becomeIdle);
      else report('dirty');
    },
    onTurn: (isRunning) => (isRunning ? beat(setup.heartbeat) : rest(setup.heartbeat)),
  });
  live = { guest, program };
  if (setup.channel !== undefined) lines.push(`channel ${guest} ${setup.channel}`);
  return program;
}

async function becomeIdle(): Promise<void> {
  report((await engine.reset()) ? 'idle' : 'dirty');
}

/** Runs a whole connection once or more, so that the machine code of a turn exists before a person waits for it. */
async function warmUp(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    const program = new LiveGuest(engine, setup.limits, { onMessages: () => {}, onEnd: () => {}, onTurn: () => {} });
    program.start({ code: WARM_UP_PROGRAM, positions: undefined });
    for (const delivery of WARM_UP_DELIVERIES) program.deliver(JSON.stringify(delivery));
    program.stop();
    await engine.reset();
  }
}

function obey(command: WorkerCommand): void {
  if ('program' in command) open(command.guest).start(command.program);
  else if (live?.guest !== command.guest) return;
  else if ('json' in command) deliver(command.guest, live.program, command.json);
  else live.program.stop();
}

function obeyLine(text: string): void {
  const line = parseRunnerLine(text);
  if (line?.verb === 'deliver') obey({ guest: line.guest, json: line.json });
  else if (line?.verb === 'stop') obey({ guest: line.guest, stop: true });
}

port.on('message', obey);

await warmUp();
if (setup.channel !== undefined) readChannel(setup.channel, obeyLine);
report('idle');

function requireParentPort(): NonNullable<typeof parentPort> {
  if (parentPort === null) throw new Error('guest-worker.ts runs in a worker thread only');
  return parentPort;
}

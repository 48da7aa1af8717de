import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import type { GuestEnd } from '../../sandbox.ts';
import { Channel } from './channel.ts';
import type { CompiledProgram } from './compiled-program.ts';
import { GuestEngine, type GuestEngineSetup } from './guest-engine.ts';
import { beat, rest } from './heartbeat.ts';
import { writeLine, type Line } from './line.ts';
import { LiveGuest } from './live-guest.ts';
import { WARM_UP_DELIVERIES, WARM_UP_PROGRAM } from './warm-up.ts';
import type { WatchedData } from './watched-threads.ts';

const GUEST_NICENESS = 5;

const setup = (workerData as { data: GuestEngineSetup & WatchedData }).data;

// Guests yield to the thread that must be able to end them, and to the server.
setPriority(GUEST_NICENESS);

const engine = await GuestEngine.create(setup);
let live: LiveGuest | undefined;

/** Lines of the present turn; those that a delivery caused leave together with its own end. */
let lines = '';
let isDelivering = false;

function flush(): void {
  channel.write(lines);
  lines = '';
}

function start(program: CompiledProgram): void {
  live = new LiveGuest(engine, setup.limits, {
    onMessages(messages) {
      for (const message of messages) lines += `message ${message}\n`;
      if (!isDelivering) flush();
    },
    onEnd: (end, isClean) => void finish(end, isClean),
    onTurn: (isRunning) => (isRunning ? beat(setup.heartbeat) : rest(setup.heartbeat)),
  });
  live.start(program);
}

function deliver(json: string): void {
  const program = live;
  if (program === undefined) return;
  isDelivering = true;
  program.deliver(json);
  isDelivering = false;
  if (live !== program) return;
  lines += 'turn\n';
  flush();
}

/** The end and being idle are told at once, because each would wake the server. */
async function finish(end: GuestEnd, isClean: boolean): Promise<void> {
  live = undefined;
  lines += writeLine('end', end);
  const isReset = isClean && (await engine.reset());
  if (isReset) lines += 'idle\n';
  flush();
  // An engine that trapped or has grown ends with its thread.
  if (!isReset) process.exit();
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

/** What comes for a program that has ended crossed its end on the way, and concerns nobody. */
function obey({ verb, json }: Line): void {
  if (verb === 'start') start(JSON.parse(json) as CompiledProgram);
  else if (verb === 'deliver') deliver(json);
  else if (verb === 'stop') live?.stop();
}

await warmUp();
const channel = new Channel(setup.channel, obey);
channel.write('idle\n');

import { writeSync } from 'node:fs';
import type { RunnerOptions } from '../runner-protocol.ts';
import { loadEngineModules, takeGuestSnapshot } from './guest-snapshot.ts';
import { parseLine, writeLine, type Line, type Spawn } from './line.ts';
import { LineSplitter } from './line-splitter.ts';
import { WatchedThreads } from './watched-threads.ts';

/**
 * A runner process. This thread starts workers and watches them; programs and
 * what they say pass between the server and each worker, and do not wake it.
 */
const STDOUT = 1;
const write = (verb: string, value: unknown): void => void writeSync(STDOUT, writeLine(verb, value));

const { limits, recycles } = JSON.parse(process.argv[2] ?? '') as RunnerOptions;
const modules = loadEngineModules();
const snapshot = await takeGuestSnapshot(modules, limits);
const threads = new WatchedThreads(
  {
    compiler: {
      entry: 'compiler-worker.ts',
      data: {},
      resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 4 },
      maxTurnCpuMs: limits.compileMs,
    },
    guest: {
      entry: 'guest-worker.ts',
      data: { modules, snapshot, limits, recycles },
      // One engine of 2 MiB is beside its own thread.
      resourceLimits: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 1, stackSizeMb: 2 },
      maxTurnCpuMs: limits.turnKillMs,
    },
  },
  (gone) => write('gone', gone),
);

function obey({ verb, json }: Line): void {
  if (verb === 'spawn') threads.spawn(JSON.parse(json) as Spawn);
  else if (verb === 'end') threads.end(JSON.parse(json) as number);
  else if (verb === 'ping') write('alive', null);
}

const lines = new LineSplitter(
  Number.POSITIVE_INFINITY,
  (text) => obey(parseLine(text)),
  () => {},
);
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk: string) => lines.push(chunk));
process.stdin.on('end', () => process.exit(0));
write('alive', null);

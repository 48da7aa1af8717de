import type { RunnerOptions } from '../runner-protocol.ts';
import { Compiler } from './compiler.ts';
import { GuestPool } from './guest-pool.ts';
import { loadEngineModules, takeGuestSnapshot } from './guest-snapshot.ts';
import { LineSplitter } from './line-splitter.ts';
import { parseRunnerLine, type RunnerVerb } from './runner-line.ts';
import { writeLines } from './write-lines.ts';

/**
 * A runner process: lines come in, lines go out. This thread routes them and
 * watches the workers; it runs no guest code and reads no guest data.
 */
const options = JSON.parse(process.argv[2] ?? '') as RunnerOptions;
const modules = loadEngineModules();
const compiler = new Compiler(options.limits.compileMs);
const stoppedWhileCompiling = new Set<number>();
const compiling = new Set<number>();
const write = (line: string): void => writeLines([line]);

const snapshot = await takeGuestSnapshot(modules, options.limits);
const pool = new GuestPool(modules, snapshot, options, { write, onWarm: () => write('up 0 null') });

const commands: Record<RunnerVerb, (guest: number, json: string) => void> = {
  start(guest, json) {
    compiling.add(guest);
    compiler.compile(JSON.parse(json), (compilation) => {
      compiling.delete(guest);
      if (stoppedWhileCompiling.delete(guest)) write(`end ${guest} {"kind":"stopped"}`);
      else if (compilation.ok) pool.start(guest, compilation.program);
      else write(`end ${guest} ${JSON.stringify({ kind: 'rejected', diagnostics: compilation.diagnostics })}`);
    });
  },
  deliver: (guest, json) => pool.deliver(guest, json),
  stop(guest) {
    if (compiling.has(guest)) stoppedWhileCompiling.add(guest);
    else pool.stop(guest);
  },
  ping: (guest) => write(`pong ${guest} null`),
};

const input = new LineSplitter(
  Number.POSITIVE_INFINITY,
  (line) => {
    const command = parseRunnerLine(line);
    if (command !== undefined && Object.hasOwn(commands, command.verb)) {
      commands[command.verb as RunnerVerb](command.guest, command.json);
    }
  },
  () => {},
);
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk: string) => input.push(chunk));
process.stdin.on('end', () => process.exit(0));

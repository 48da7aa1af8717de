/**
 * The lines between the web server and a runner: `verb json`. They go by two
 * kinds of ways, and no line names a program, because a way has one owner.
 *
 * With the main thread, by its standard streams:
 *
 * | to it | json |
 * |---|---|
 * | `spawn` | a `Spawn`: start a worker, which owns that channel |
 * | `end`   | a channel: end its worker, whatever it does |
 * | `ping`  | `null` |
 *
 * | from it | json |
 * |---|---|
 * | `alive` | `null`; once at the start, and after each `ping` |
 * | `gone`  | a `Gone`: a worker has ended |
 *
 * With a worker, by its own channel:
 *
 * | to it | json |
 * |---|---|
 * | `compile` | to a compiler: the source, a string |
 * | `start`   | to an idle guest worker: a `CompiledProgram` |
 * | `deliver` | a `HostMessage` |
 * | `stop`    | `null` |
 *
 * | from it | json |
 * |---|---|
 * | `program` | from a compiler: a `CompiledProgram` |
 * | `message` | a `GuestMessage` |
 * | `turn`    | `null`; a `deliver` has been worked off |
 * | `end`     | a `GuestEnd`; what the program does not compile to, or ended with |
 * | `idle`    | `null`; a guest worker takes the next `start` |
 *
 * In this folder, because a worker reads lines too: see `stripped-worker.ts`.
 */
export interface Line {
  verb: string;
  json: string;
}

export interface Spawn {
  channel: number;
  kind: WorkerKind;
}

export type WorkerKind = 'compiler' | 'guest';

export interface Gone {
  channel: number;
  /** Its thread was ended, because it computed for too long. */
  isOverdue: boolean;
}

export function parseLine(text: string): Line {
  const end = text.indexOf(' ');
  return end < 0 ? { verb: text, json: 'null' } : { verb: text.slice(0, end), json: text.slice(end + 1) };
}

export function writeLine(verb: string, value: unknown): string {
  return `${verb} ${JSON.stringify(value)}\n`;
}

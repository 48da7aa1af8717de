/**
 * The lines between the web server and a runner process. Every line is
 * `verb guest json`; a guest is a number that the server chose.
 *
 * | to the runner | json |
 * |---|---|
 * | `start`   | the source, a string |
 * | `deliver` | a `HostMessage` |
 * | `stop`    | `null` |
 * | `ping`    | `null`; the guest is a number to be answered |
 *
 * | from the runner | json |
 * |---|---|
 * | `channel` | a number; what follows for this guest goes to its worker by that channel |
 * | `part`    | the beginning of the JSON of this guest's next line, or more of it |
 * | `message` | a `GuestMessage` |
 * | `turn`    | `null`; a `deliver` has been worked off |
 * | `end`     | a `GuestEnd` |
 * | `pong`    | `null` |
 * | `up`      | `null`; the first worker is warm |
 *
 * In this folder, because a worker reads such lines too: see `stripped-worker.ts`.
 */
export type RunnerVerb = 'start' | 'deliver' | 'stop' | 'ping';

export interface RunnerLine {
  verb: string;
  guest: number;
  json: string;
}

/** Undefined for a line that is not of this form. */
export function parseRunnerLine(line: string): RunnerLine | undefined {
  const first = line.indexOf(' ');
  const second = line.indexOf(' ', first + 1);
  const guest = Number(line.slice(first + 1, second));
  if (first < 1 || second < 0 || !Number.isSafeInteger(guest) || guest < 0) return undefined;
  return { verb: line.slice(0, first), guest, json: line.slice(second + 1) };
}

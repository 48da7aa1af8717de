import type { ContainedProcess } from '../isolation/contained-process.ts';
import { LineSplitter } from './runner/line-splitter.ts';
import { parseLine, writeLine, type Line, type Spawn } from './runner/line.ts';
import { parseGone } from './parse-runner-line.ts';
import { RunnerWorker, type RunnerWorkerHost } from './runner-worker.ts';

const PING_MS = 500;
const MAX_SILENCE_MS = 2_000;
/** A loaded machine may take seconds until the engine is there. */
const MAX_START_MS = 30_000;
/** Of a line of the main thread, which has little to say. */
const MAX_LINE_LENGTH = 200;

/** One runner process, seen from the server: its main thread, which starts and watches workers, and whether it is alive. */
export class RunnerProcess {
  readonly #process: ContainedProcess;
  readonly #workers = new Map<number, RunnerWorker>();
  readonly #pings: NodeJS.Timeout;
  /** Resolves when the process is gone, after `onGone`. Its workers are not told one by one. */
  readonly gone: Promise<void>;
  #lastChannel = -1;
  #isUp = false;
  #deathReason = 'the runner process exited';
  #heardAtMs = performance.now();
  #checkedAtMs = performance.now();

  constructor(runner: ContainedProcess, onGone: () => void) {
    this.#process = runner;
    const { child } = runner;
    this.gone = new Promise((resolve) => {
      const bury = (): void => {
        clearInterval(this.#pings);
        onGone();
        resolve();
      };
      child.once('close', bury);
      child.once('error', bury);
    });
    const lines = new LineSplitter(
      MAX_LINE_LENGTH,
      (text) => this.#onLine(parseLine(text)),
      () => this.kill('the runner wrote a line that is too long'),
    );
    child.stdout?.setEncoding('utf8');
    child.stdout?.on('data', (chunk: string) => lines.push(chunk));
    // A write to a dead process fails; its exit says so.
    child.stdin?.on('error', () => {});
    this.#pings = setInterval(() => this.#checkLife(), PING_MS);
  }

  get pid(): number | undefined {
    return this.#process.child.pid;
  }

  /** Why it is gone, for the operator. */
  get deathReason(): string {
    return this.#deathReason;
  }

  /** How many workers it can still be asked for: a channel ends with its worker. */
  get channelsLeft(): number {
    return this.#process.channels.length - this.#lastChannel - 1;
  }

  /** Undefined when no channel is left for it. Its longest line may have `maxLineLength` characters. */
  spawn(kind: Spawn['kind'], maxLineLength: number, host: RunnerWorkerHost): RunnerWorker | undefined {
    const number = this.#lastChannel + 1;
    const channel = this.#process.channels[number];
    if (channel === undefined) return undefined;
    this.#lastChannel = number;
    const worker = new RunnerWorker(channel, maxLineLength, host, () => this.#write('end', number));
    this.#workers.set(number, worker);
    this.#write('spawn', { channel: number, kind } satisfies Spawn);
    return worker;
  }

  /** Ends the process at once. */
  kill(reason: string): void {
    this.#deathReason = reason;
    this.#process.kill();
  }

  #write(verb: string, value: unknown): void {
    this.#process.child.stdin?.write(writeLine(verb, value));
  }

  #onLine({ verb, json }: Line): void {
    this.#heardAtMs = performance.now();
    this.#isUp = true;
    const gone = verb === 'gone' ? parseGone(json) : undefined;
    if (gone !== undefined) {
      const worker = this.#workers.get(gone.channel);
      this.#workers.delete(gone.channel);
      // What a thread wrote before it ended has come by now, but perhaps is read after this line.
      setImmediate(() => worker?.markGone(gone.isOverdue));
    } else if (verb !== 'alive') {
      this.kill('the runner wrote a line of no known form');
    }
  }

  #checkLife(): void {
    const nowMs = performance.now();
    // After a suspension of this process nobody could be heard, and the runner deserves a new question.
    if (nowMs - this.#checkedAtMs > MAX_SILENCE_MS) this.#heardAtMs = nowMs;
    this.#checkedAtMs = nowMs;
    const silentMs = nowMs - this.#heardAtMs;
    if (silentMs > (this.#isUp ? MAX_SILENCE_MS : MAX_START_MS)) this.kill('the runner did not answer');
    else if (this.#isUp) this.#write('ping', null);
  }
}

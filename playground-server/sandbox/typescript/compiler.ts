import type { Limits } from '#limits';
import { crashed, type GuestEnd } from '../sandbox.ts';
import { parseGuestEnd } from './parse-runner-line.ts';
import { diagnosticAt } from './runner/diagnostics.ts';
import type { Line } from './runner/line.ts';
import type { RunnerProcess } from './runner-process.ts';
import type { RunnerWorker } from './runner-worker.ts';

/** A `CompiledProgram` as JSON, which nobody reads here, or how the guest ends without one. */
export type Compilation = { program: string } | { end: GuestEnd };

interface Job {
  source: string;
  onDone: (compilation: Compilation) => void;
}

/** 24 MiB when all programs are of the largest size. */
const MAX_REMEMBERED = 128;
/** What is not only stripped, but rewritten, may become much longer: it is compiled each time. */
const MAX_REMEMBERED_LENGTH = 128 * 1024;
/** So much longer than its source may a program be, as JSON and with the positions of what was rewritten. */
const MAX_GROWTH = 32;

const TOO_MUCH: GuestEnd = {
  kind: 'rejected',
  diagnostics: [diagnosticAt('The program could not be compiled: it is nested too deeply, or too large.', 1, 1)],
};

/**
 * The compiler of a runner, seen from the server: asked for one program at a
 * time, and what it made of it is remembered. A program that makes it trap or
 * takes too long costs only its own author, because the thread is replaced.
 */
export class Compiler {
  readonly #process: RunnerProcess;
  readonly #maxLineLength: number;
  readonly #remembered = new Map<string, Compilation>();
  readonly #queue: Job[] = [];
  #current: Job | undefined;
  #worker: RunnerWorker | undefined;

  constructor(process: RunnerProcess, { maxCodeBytes }: Pick<Limits, 'maxCodeBytes'>) {
    this.#process = process;
    this.#maxLineLength = maxCodeBytes * MAX_GROWTH;
    this.#spawn();
  }

  /** Calls back at once for a program that it remembers. */
  compile(source: string, onDone: Job['onDone']): void {
    const known = this.#remembered.get(source);
    if (known !== undefined) return onDone(known);
    this.#queue.push({ source, onDone });
    this.#next();
  }

  #spawn(): void {
    this.#worker = this.#process.spawn('compiler', this.#maxLineLength, {
      onLine: (line) => this.#onLine(line),
      onGone: () => {
        this.#spawn();
        this.#finish({ end: TOO_MUCH });
      },
    });
  }

  #next(): void {
    if (this.#current !== undefined) return;
    this.#current = this.#queue.shift();
    if (this.#current === undefined) return;
    if (this.#worker === undefined) this.#answer({ end: crashed('the runner has no channel left for a compiler') });
    else this.#worker.send('compile', JSON.stringify(this.#current.source));
  }

  #onLine({ verb, json }: Line): void {
    if (verb === 'program') this.#finish({ program: json });
    else this.#finish({ end: parseGuestEnd(json) ?? TOO_MUCH });
  }

  #finish(compilation: Compilation): void {
    const job = this.#current;
    if (job === undefined) return;
    const isShort = !('program' in compilation) || compilation.program.length <= MAX_REMEMBERED_LENGTH;
    if (isShort) this.#remembered.set(job.source, compilation);
    const [oldest = job.source] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED) this.#remembered.delete(oldest);
    this.#answer(compilation);
  }

  #answer(compilation: Compilation): void {
    const job = this.#current;
    this.#current = undefined;
    job?.onDone(compilation);
    this.#next();
  }
}

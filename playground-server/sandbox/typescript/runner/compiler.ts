import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { diagnosticAt } from './diagnostics.ts';
import type { Compilation } from './compiled-program.ts';

/** Programs of 64 KiB at most: 8 MiB when all are of the largest size. */
const MAX_CACHED = 128;

interface Job {
  key: string;
  source: string;
  onDone(compilation: Compilation): void;
}

/**
 * Compiles programs in a thread of its own, one at a time, and remembers them.
 * A program that makes the compiler trap or takes too long costs only its own
 * author, because the thread is replaced.
 */
export class Compiler {
  readonly #compileMs: number;
  readonly #cache = new Map<string, Compilation>();
  readonly #queue: Job[] = [];
  #current: Job | undefined;
  #worker: Worker | undefined;
  #isWarm = false;
  #timeout: NodeJS.Timeout | undefined;

  constructor(compileMs: number) {
    this.#compileMs = compileMs;
    this.#startWorker();
  }

  /** Calls back at once for a program that it remembers. */
  compile(source: string, onDone: (compilation: Compilation) => void): void {
    const key = createHash('sha256').update(source, 'utf16le').digest('base64');
    const known = this.#cache.get(key);
    if (known !== undefined) return onDone(known);
    this.#queue.push({ key, source, onDone });
    this.#next();
  }

  #next(): void {
    if (this.#current !== undefined || !this.#isWarm) return;
    this.#current = this.#queue.shift();
    if (this.#current === undefined) return;
    this.#worker?.postMessage(this.#current.source);
    this.#timeout = setTimeout(() => void this.#worker?.terminate(), this.#compileMs);
  }

  #startWorker(): void {
    const worker = new Worker(new URL('compiler-worker.ts', import.meta.url), {
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 4 },
    });
    this.#worker = worker;
    worker.on('message', (message: Compilation | 'warm') => {
      if (message === 'warm') this.#isWarm = true;
      else this.#finish(message);
      this.#next();
    });
    worker.on('error', () => {});
    worker.on('exit', () => {
      this.#isWarm = false;
      this.#finish({
        ok: false,
        diagnostics: [diagnosticAt('The program could not be compiled: it is nested too deeply, or too large.', 1, 1)],
      });
      this.#startWorker();
    });
  }

  #finish(compilation: Compilation): void {
    clearTimeout(this.#timeout);
    const job = this.#current;
    this.#current = undefined;
    if (job === undefined) return;
    this.#cache.set(job.key, compilation);
    const [oldest = job.key] = this.#cache.keys();
    if (this.#cache.size > MAX_CACHED) this.#cache.delete(oldest);
    job.onDone(compilation);
  }
}

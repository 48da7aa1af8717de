import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { Limits } from '#limits';
import { ContainedProcess } from '../isolation/contained-process.ts';
import { LineSplitter } from '../typescript/runner/line-splitter.ts';
import { OutputMeter } from './output-meter.ts';
import { nicenessAmong, setNiceness } from './niceness.ts';
import type { ProcessUsage } from './process-usage.ts';
import { innermostProcess, readUsage } from './process-usage.ts';
import type { Containment } from './python-command.ts';
import { pythonCommand, SECCOMP_FD } from './python-command.ts';
import type { PythonImage } from './python-image.ts';

export interface PythonProcessOptions {
  image: PythonImage;
  limits: Limits;
  containment: Containment;
  /** Somebody waits for it; a boot for the pool lets everything else go first. */
  isUrgent: boolean;
  /** Runs beside this one. */
  others: () => number;
}

export type FloodLimit = 'pythonOutputBytes' | 'pythonOutputMessages';

export interface PythonProcessListener {
  onLine(line: string): void;
  /** It writes faster than anybody reads; nothing more is read. */
  onFlood(limit: FloodLimit): void;
  /** It is gone. `detail` is for the operator. */
  onExit(detail: string): void;
}

const POOL_NICENESS = 10;
const MAX_DETAIL_LENGTH = 2_000;
const SECONDS_TO_LEAK_BYTES = 8;
const SECONDS_TO_LEAK_MESSAGES = 4;

/** One process with one Python in it, which serves one run and is never used again. */
export class PythonProcess {
  readonly #process: ContainedProcess;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  readonly #others: () => number;
  #innermost: number | undefined;

  constructor(options: PythonProcessOptions, listener: PythonProcessListener) {
    this.#others = options.others;
    const { limits } = options;
    // bubblewrap gives it one in memory, of which nothing is left when this server is killed.
    const cacheFolder =
      options.containment === 'deno' ? mkdtempSync(join(tmpdir(), 'accept-first-python-')) : undefined;
    const { program, args, env, cwd, seccompFilter } = pythonCommand({ ...options, cacheFolder });
    const seccompStream = seccompFilter === undefined ? 'ignore' : 'pipe';
    const statusStream = options.containment === 'deno' ? 'ignore' : 'pipe';
    const stdio: ('pipe' | 'ignore')[] = ['pipe', 'pipe', 'pipe', seccompStream, statusStream];
    // A session of its own has no terminal to type into, and a share of the processor that can be set.
    this.#process = new ContainedProcess(program, args, { cwd, env, stdio, detached: true });
    const { child } = this.#process;
    if (seccompFilter !== undefined) sendOnce(child.stdio[SECCOMP_FD], seccompFilter);
    this.#setNiceness(child.pid, options.isUrgent ? nicenessAmong(options.others()) : POOL_NICENESS);

    const bytes = new OutputMeter(limits.pythonOutputBytes, limits.pythonOutputBytes / SECONDS_TO_LEAK_BYTES);
    const messages = new OutputMeter(
      limits.pythonOutputMessages,
      limits.pythonOutputMessages / SECONDS_TO_LEAK_MESSAGES,
    );
    const flood = (limit: FloodLimit): void => {
      isFlooded = true;
      child.stdout?.destroy();
      listener.onFlood(limit);
    };
    let isFlooded = false;
    const lines = new LineSplitter(
      limits.pythonOutputBytes,
      (line) => {
        if (isFlooded) return;
        if (!messages.add(1, performance.now())) return flood('pythonOutputMessages');
        listener.onLine(line);
      },
      () => flood('pythonOutputBytes'),
    );
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      if (!bytes.add(chunk.length, performance.now())) return flood('pythonOutputBytes');
      lines.push(chunk);
    });

    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      complaint = (complaint + chunk).slice(-MAX_DETAIL_LENGTH);
    });
    // A write to a process that is gone fails; its exit says so.
    child.stdin?.on('error', () => {});
    this.gone = new Promise((resolve) => {
      const bury = (detail: string): void => {
        if (cacheFolder !== undefined) rmSync(cacheFolder, { recursive: true, force: true });
        listener.onExit(detail);
        resolve();
      };
      child.once('error', (error) => bury(error.message));
      child.once('close', (code, signal) => bury(`${signal ?? `exit code ${code}`} ${complaint.trim()}`.trim()));
    });
  }

  get pid(): number | undefined {
    return this.#process.child.pid;
  }

  /** Of the Python itself, not of what contains it. Only after it has booted. */
  usage(): ProcessUsage | undefined {
    const pid = this.#python();
    return pid === undefined ? undefined : readUsage(pid);
  }

  /** It leaves the pool: somebody waits for it, be it that it still boots. */
  hurry(): void {
    const { pid } = this.#process.child;
    // Who is innermost may change until it has booted, so this is not remembered.
    if (pid !== undefined) this.#setNiceness(innermostProcess(pid), nicenessAmong(this.#others()));
  }

  /** What it has not read yet, in bytes. */
  get unreadBytes(): number {
    return this.#process.child.stdin?.writableLength ?? 0;
  }

  write(message: object): void {
    this.#process.child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  kill(): void {
    this.#process.kill();
  }

  #setNiceness(pid: number | undefined, niceness: number): void {
    if (pid !== undefined) void setNiceness(pid, niceness);
  }

  #python(): number | undefined {
    if (this.#process.child.pid !== undefined) this.#innermost ??= innermostProcess(this.#process.child.pid);
    return this.#innermost;
  }
}

function sendOnce(stream: ChildProcess['stdio'][number] | undefined, bytes: Uint8Array): void {
  // A program that dies before it has read the filter is noticed by its exit.
  stream?.on('error', () => {});
  (stream as Writable | undefined)?.end(bytes);
}

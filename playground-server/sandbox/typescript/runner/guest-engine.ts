import { randomFillSync } from 'node:crypto';
import { EvalFlags, JSException, QuickJS, type JSValueHandle } from 'quickjs-wasi';
import type { RunnerLimits } from '../runner-protocol.ts';
import {
  engineOptions,
  GUEST_ENTRIES,
  type EngineHooks,
  type EngineModules,
  type GuestEntry,
  type GuestSnapshot,
} from './guest-snapshot.ts';
import { engineMemoryBytes, recycleEngine } from './recycle-engine.ts';
import type { Turn } from './turn.ts';

/** WebAssembly memory never shrinks: an engine that grew beyond this is not used again. */
const MAX_RECYCLED_BYTES = 4 * 1024 * 1024;
const JOBS_BETWEEN_CHECKS = 32;

export interface GuestEngineSetup {
  modules: EngineModules;
  snapshot: GuestSnapshot;
  limits: RunnerLimits;
  recycles: boolean;
}

/** One engine with one guest in it: the only code that calls into QuickJS. */
export class GuestEngine {
  readonly #setup: GuestEngineSetup;
  readonly #hooks: EngineHooks;
  #vm: QuickJS;
  #entries!: Record<GuestEntry, JSValueHandle>;
  #turn: Turn | undefined;
  #hasRejections = false;
  #refusedImport: string | undefined;

  private constructor(setup: GuestEngineSetup) {
    this.#setup = setup;
    this.#vm = undefined as unknown as QuickJS;
    this.#hooks = {
      isInterrupted: () => this.#turn?.isOver() ?? false,
      onRejection: (promise, reason, isHandled) => this.#noteRejection(promise, reason, isHandled),
      resolveImport: (_importer, specifier) => {
        if (specifier === 'playground') return specifier;
        this.#refusedImport = specifier;
        // A string, because the stack of an `Error` would show the guest paths of this machine.
        throw importRefusal(specifier);
      },
      loadModule: (name) => {
        throw importRefusal(name);
      },
    };
  }

  static async create(setup: GuestEngineSetup): Promise<GuestEngine> {
    const engine = new GuestEngine(setup);
    await engine.#restore();
    return engine;
  }

  /** Gives the engine back its first state. False when it must be thrown away instead. */
  async reset(): Promise<boolean> {
    if (engineMemoryBytes(this.#vm) > MAX_RECYCLED_BYTES) return false;
    if (this.#setup.recycles) {
      recycleEngine(this.#vm, this.#setup.snapshot, this.#options());
      this.#prepare();
    } else {
      this.#vm.dispose();
      await this.#restore();
    }
    return true;
  }

  /** Runs `action` and the promise jobs that follow from it, under the limits of `turn`. */
  run(turn: Turn, action: () => void): void {
    this.#turn = turn;
    try {
      action();
      this.#drainJobs(turn);
      if (this.#hasRejections && turn.exceeded === undefined) {
        this.#callWith('reportRejections');
        this.#drainJobs(turn);
      }
    } finally {
      this.#turn = undefined;
      this.#hasRejections = false;
    }
  }

  /** Evaluates a program as the module `handler.ts`. Throws a JSException for what does not parse or link. */
  evaluate(code: string, positions: string | undefined): void {
    this.#refusedImport = undefined;
    if (positions !== undefined) this.call('positions', positions);
    const program = this.#vm.evalCode(code, 'handler.ts', EvalFlags.TYPE_MODULE);
    this.#callWith('watch', program);
    program.dispose();
  }

  call(entry: 'deliver' | 'seed' | 'positions', json: string): void {
    const text = this.#vm.newString(json);
    this.#callWith(entry, text);
    text.dispose();
  }

  /** The specifier of the import that made `evaluate` throw, if one did. */
  get refusedImport(): string | undefined {
    return this.#refusedImport;
  }

  #callWith(entry: GuestEntry, ...values: JSValueHandle[]): void {
    this.#vm.callFunction(this.#entries[entry], this.#vm.undefined, ...values).dispose();
  }

  /** The engine calls this amid the guest's code: nothing may be thrown into it. */
  #noteRejection(promise: JSValueHandle, reason: JSValueHandle, isHandled: boolean): void {
    if (this.#turn === undefined) return;
    this.#hasRejections = true;
    try {
      this.#callWith('noteRejection', promise, reason, isHandled ? this.#vm.true : this.#vm.false);
    } catch {
      // The turn's time or memory is over, and its own check says so; the rejection is not told then.
    }
  }

  #drainJobs(turn: Turn): void {
    const { exports } = this.#vm as unknown as {
      exports: { qjs_is_job_pending(): number; qjs_execute_pending_job(): number };
    };
    for (let count = 1; exports.qjs_is_job_pending() !== 0; count += 1) {
      if (exports.qjs_execute_pending_job() < 0) this.#checkJobException();
      if (turn.exceeded !== undefined) return;
      if (count % JOBS_BETWEEN_CHECKS === 0 && turn.isOver()) return;
    }
  }

  /**
   * A job fails when memory runs out or the turn is interrupted; or because a
   * finalizer threw, which concerns nobody. The exception is a guest's value:
   * reading it must not run a getter.
   */
  #checkJobException(): void {
    const exception = (this.#vm as unknown as { getException(): JSValueHandle }).getException();
    try {
      if (!exception.isError || exception.isProxy) return;
      const message = exception.getOwnPropertyDescriptor('message')?.value;
      if (message?.isString && message.toString() === 'out of memory') throw new RangeError(OUT_OF_MEMORY);
    } finally {
      exception.dispose();
    }
  }

  async #restore(): Promise<void> {
    this.#vm = await QuickJS.restore(this.#setup.snapshot.image, this.#options());
    this.#vm.registerHostCallback('hostPost', (verb, text) => {
      if (verb?.isString && text?.isString) this.#turn?.post(verb.toString(), text.toString());
      return this.#vm.undefined;
    });
    this.#prepare();
  }

  #prepare(): void {
    this.#entries = {} as Record<GuestEntry, JSValueHandle>;
    for (const name of GUEST_ENTRIES) {
      this.#entries[name] = this.#vm.importHandle(this.#setup.snapshot.entries[name]);
    }
    this.call('seed', JSON.stringify([...randomFillSync(new Uint32Array(4))]));
  }

  #options() {
    return engineOptions(this.#setup.modules, this.#setup.limits, this.#hooks);
  }
}

export const OUT_OF_MEMORY = 'out of memory';

/** True for the engine's own report that its heap is full. */
export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof RangeError) return error.message === OUT_OF_MEMORY;
  return error instanceof JSException && error.message === OUT_OF_MEMORY;
}

export function importRefusal(specifier: string): string {
  return `Cannot import '${specifier}': a handler can import from 'playground' only`;
}

import { JSException } from 'quickjs-wasi';
import type { LimitName } from '#limits';
import type { GuestEnd } from '../../sandbox.ts';
import type { RunnerLimits } from '../runner-protocol.ts';
import type { CompiledProgram } from './compiled-program.ts';
import { diagnosticAt } from './diagnostics.ts';
import { isOutOfMemory, type GuestEngine } from './guest-engine.ts';
import { linkDiagnostic } from './link-diagnostic.ts';
import { Turn, type Posted } from './turn.ts';

export interface LiveGuestHost {
  /** `GuestMessage`s as JSON, in order, each without a line break. */
  onMessages(messages: string[]): void;
  /** Called once. `isClean` says that the engine can be reset and used again. */
  onEnd(end: GuestEnd, isClean: boolean): void;
  /** Around each turn, for the watchdog. */
  onTurn(isRunning: boolean): void;
}

interface Ending {
  end: GuestEnd;
  isClean: boolean;
}

/** One program in an engine: its turns, its timers, and why it ended. */
export class LiveGuest {
  readonly #engine: GuestEngine;
  readonly #limits: RunnerLimits;
  readonly #host: LiveGuestHost;
  readonly #timers = new Map<number, NodeJS.Timeout>();
  #cpuMicros = 0;
  #hasEnded = false;

  constructor(engine: GuestEngine, limits: RunnerLimits, host: LiveGuestHost) {
    this.#engine = engine;
    this.#limits = limits;
    this.#host = host;
  }

  start(program: CompiledProgram): void {
    try {
      this.#turn(() => this.#engine.evaluate(program.code, program.positions));
    } catch (error) {
      if (!(error instanceof JSException)) throw error;
      const { name, message, stack = '' } = error;
      const failure = { name, message, stack, refusedImport: this.#engine.refusedImport };
      this.#end({ kind: 'rejected', diagnostics: [linkDiagnostic(program.code, failure)] }, true);
    }
  }

  deliver(json: string): void {
    try {
      this.#turn(() => this.#engine.call('deliver', json));
    } catch (error) {
      this.#end({ kind: 'crashed', detail: `the guest library threw: ${(error as Error).message}` }, false);
    }
  }

  stop(): void {
    this.#end({ kind: 'stopped' }, true);
  }

  /** Throws only the engine's own exceptions that are neither a limit nor a crash. */
  #turn(action: () => void): void {
    if (this.#hasEnded) return;
    const turn = new Turn(this.#limits, this.#cpuMicros);
    let failure: { error: unknown } | undefined;
    this.#host.onTurn(true);
    try {
      this.#engine.run(turn, action);
    } catch (error) {
      failure = { error };
    }
    this.#host.onTurn(false);
    turn.isOver();
    this.#cpuMicros += turn.cpuMicros;
    const limit = turn.exceeded ?? (failure && limitOf(failure.error));
    const end = this.#act(turn.outbox);
    if (limit !== undefined) this.#end({ kind: 'limit', limit }, false);
    else if (end !== undefined) this.#end(end.end, end.isClean);
    else if (failure !== undefined && failure.error instanceof JSException) throw failure.error;
    else if (failure !== undefined) this.#end({ kind: 'crashed', detail: String(failure.error) }, false);
  }

  /** Does what the guest posted; the result is the end that one of the posts means. */
  #act(outbox: readonly Posted[]): Ending | undefined {
    const messages: string[] = [];
    let end: Ending | undefined;
    for (const { verb, text } of outbox) {
      if (verb === 'message' && !text.includes('\n')) messages.push(text);
      else end ??= this.#perform(verb, text);
    }
    if (messages.length > 0) this.#host.onMessages(messages);
    return end;
  }

  #perform(verb: string, text: string): Ending | undefined {
    try {
      if (verb === 'timer') return this.#startTimer(text);
      if (verb === 'cancel') return this.#stopTimer(text);
      if (verb === 'rejected') return rejection(text);
      if (verb === 'exhausted') return { end: { kind: 'limit', limit: 'guestMemoryBytes' }, isClean: false };
    } catch {
      // Only a program that reached the library's own function posts what does not parse.
    }
    return {
      end: { kind: 'crashed', detail: `the guest posted an unknown ${JSON.stringify(verb).slice(0, 40)}` },
      isClean: false,
    };
  }

  #startTimer(text: string): Ending | undefined {
    const [id, delayMs] = JSON.parse(text) as [number, number];
    if (this.#timers.size >= this.#limits.maxTimers)
      return { end: { kind: 'limit', limit: 'maxTimers' }, isClean: false };
    const fire = (): void => {
      this.#timers.delete(id);
      this.deliver(JSON.stringify({ type: 'timer', id }));
    };
    this.#timers.set(id, setTimeout(fire, Math.max(Number(delayMs) || 0, this.#limits.minTimerMs)));
    return undefined;
  }

  #stopTimer(text: string): undefined {
    const [id] = JSON.parse(text) as [number];
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  #end(end: GuestEnd, isClean: boolean): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#host.onEnd(end, isClean);
  }
}

/** The limit that an exception of the host stands for. */
function limitOf(error: unknown): LimitName | undefined {
  if (isOutOfMemory(error)) return 'guestMemoryBytes';
  // WebAssembly ran out of the thread's own stack, before the engine's limit.
  if (error instanceof RangeError) return 'guestStackBytes';
  return undefined;
}

function rejection(text: string): Ending {
  const exception = JSON.parse(text) as {
    type: string;
    message: string;
    line?: number;
    column?: number;
    traceback: string;
  };
  const { type, message, line = 1, column = 1 } = exception;
  return {
    end: { kind: 'rejected', diagnostics: [diagnosticAt(`${type}: ${message}`, line, column)], exception },
    isClean: true,
  };
}

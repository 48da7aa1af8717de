import type { WebSocket } from 'ws';
import { fault } from '#content/faults.ts';
import type { Limits } from '#limits';
import { ClientMessage } from '#protocol/client-message.ts';
import type { Fault } from '#protocol/server-message.ts';
import type { Run } from '../session/run.ts';
import type { Runs } from '../session/runs.ts';
import { JsonSocket } from './json-socket.ts';
import { namedBy, problemOf } from './unreadable-message.ts';

/**
 * One control socket: parses what the page commands and says what happens.
 * PROTOCOL.md is its specification.
 */
export class PlaygroundSocket {
  readonly #socket: JsonSocket;
  readonly #runs: Runs;
  readonly #limits: Limits;
  readonly #own = new Map<string, Run>();

  constructor(socket: WebSocket, runs: Runs, limits: Limits) {
    this.#runs = runs;
    this.#limits = limits;
    this.#socket = new JsonSocket(socket, limits, {
      onValue: (value) => this.#onValue(value),
      onClose: () => this.#onClose(),
    });
  }

  #onValue(value: unknown): void {
    const parsed = ClientMessage.safeParse(value);
    if (!parsed.success) return this.#refuseUnreadable(value, problemOf(parsed.error));
    const message = parsed.data;
    switch (message.type) {
      case 'run':
        return this.#run(message);
      case 'stop':
        return this.#withRun(message.runId, (run) => run.stop(fault('stopped')));
      case 'keep-open':
        return this.#withRun(message.runId, (run) => run.session?.keepOpen());
      case 'settle':
        return this.#withRun(message.runId, (run) => run.settle());
      case 'cut':
        return this.#withRun(message.runId, (run) => run.session?.cut(message.client));
      case 'resume':
        return this.#resume(message);
    }
  }

  #run(command: Extract<ClientMessage, { type: 'run' }>): void {
    const { runId } = command;
    const refusal = this.#refusalOfOneMore(runId);
    if (refusal !== undefined) return this.#refuse(runId, refusal);
    const run = this.#runs.start(command, (message) => this.#socket.send(message));
    if ('name' in run) {
      const retryAfterMs = run.name === 'server-busy' ? this.#runs.retryAfterMs(command.language) : undefined;
      return this.#refuse(runId, run, retryAfterMs);
    }
    this.#own.set(runId, run);
    this.#dropOver(runId);
  }

  /** A run that another one took the name of could not be stopped any more, nor end with its socket. */
  #refusalOfOneMore(runId: string): Fault | undefined {
    const limit = this.#limits.maxRunsPerSocket;
    if (this.#own.get(runId)?.over === false) return fault('run-id-in-use', { runId });
    const running = [...this.#own.values()].filter((run) => !run.over).length;
    return running >= limit ? fault('too-many-runs', { limit }) : undefined;
  }

  #resume(message: Extract<ClientMessage, { type: 'resume' }>): void {
    const refusal = this.#refusalOfOneMore(message.runId);
    if (refusal !== undefined) return this.#refuse(message.runId, refusal);
    const run = this.#runs.resume(message.runId, message.resumeToken);
    if (run === undefined) return this.#refuse(message.runId, fault('unknown-run', { runId: message.runId }));
    this.#own.set(message.runId, run);
    run.adopt((fact) => this.#socket.send(fact), message.afterSeq);
  }

  #withRun(runId: string, action: (run: Run) => void): void {
    const run = this.#own.get(runId);
    if (run === undefined) return this.#refuse(runId, fault('unknown-run', { runId }));
    action(run);
  }

  /** Runs that are over are kept only for a resume, and a socket needs no more than its latest. */
  #dropOver(except: string): void {
    for (const [runId, run] of this.#own) if (run.over && runId !== except) this.#own.delete(runId);
  }

  /** A command that can be answered by name is refused; anything else ends the socket. */
  #refuseUnreadable(value: unknown, problem: string): void {
    const runId = namedBy(value, 'runId');
    if (runId === undefined) this.#socket.closeWith('not-a-message');
    else this.#refuse(runId, fault('not-a-message', { problem }));
  }

  #refuse(runId: string, reason: Fault, retryAfterMs?: number): void {
    const retry = retryAfterMs === undefined ? {} : { retryAfterMs };
    this.#socket.send({ type: 'run-refused', runId, fault: reason, diagnostics: [], ...retry });
  }

  #onClose(): void {
    this.#runs.orphan(this.#own.values());
    this.#own.clear();
  }
}

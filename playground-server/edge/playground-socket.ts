import type { WebSocket } from 'ws';
import { FAULTS, fault } from '#content/faults.ts';
import type { Limits } from '#limits';
import { ClientMessage } from '#protocol/client-message.ts';
import type { Fault, ServerMessage } from '#protocol/server-message.ts';
import type { Run } from '../session/run.ts';
import type { Runs } from '../session/runs.ts';

/**
 * One control socket: parses what the page commands and says what happens.
 * PROTOCOL.md is its specification.
 */
export class PlaygroundSocket {
  readonly #socket: WebSocket;
  readonly #runs: Runs;
  readonly #limits: Limits;
  readonly #own = new Map<string, Run>();
  #alive = true;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(socket: WebSocket, runs: Runs, limits: Limits) {
    this.#socket = socket;
    this.#runs = runs;
    this.#limits = limits;
    socket.on('message', (data, isBinary) => this.#onMessage(String(data), isBinary));
    socket.on('pong', () => (this.#alive = true));
    socket.on('close', () => this.#onClose());
    // ws closes the socket itself after a protocol error; `close` follows.
    socket.on('error', () => {});
    this.#heartbeat = setInterval(() => this.#beat(), limits.controlPingMs);
  }

  #onMessage(text: string, isBinary: boolean): void {
    const json = isBinary ? undefined : parseJson(text);
    if (json === undefined) return this.#socket.close(FAULTS['not-json'].closeCode, FAULTS['not-json'].title);
    const parsed = ClientMessage.safeParse(json.value);
    if (!parsed.success) return this.#refuseUnreadable(json.value, parsed.error.issues);
    const message = parsed.data;
    switch (message.type) {
      case 'run':
        return this.#run(message);
      case 'stop':
        return this.#withRun(message.runId, (run) => run.stop(fault('stopped')));
      case 'resume':
        return this.#resume(message);
    }
  }

  #run(command: Extract<ClientMessage, { type: 'run' }>): void {
    const { runId } = command;
    const known = this.#own.get(runId);
    if (known !== undefined && !known.over) return this.#refuse(runId, fault('run-id-in-use', { runId }));
    const running = [...this.#own.values()].filter((run) => !run.over).length;
    if (running >= this.#limits.maxRunsPerSocket)
      return this.#refuse(runId, fault('too-many-runs', { limit: this.#limits.maxRunsPerSocket }));
    const run = this.#runs.start(command, (message) => this.#send(message));
    if ('name' in run) return this.#refuse(runId, run);
    this.#own.set(runId, run);
    this.#dropOver(runId);
  }

  #resume(message: Extract<ClientMessage, { type: 'resume' }>): void {
    const run = this.#runs.resume(message.runId, message.resumeToken);
    if (run === undefined) return this.#refuse(message.runId, fault('unknown-run', { runId: message.runId }));
    this.#own.set(message.runId, run);
    run.adopt((fact) => this.#send(fact), message.afterSeq);
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
  #refuseUnreadable(value: unknown, issues: readonly { path: PropertyKey[]; message: string }[]): void {
    const issue = issues[0];
    const where = issue === undefined || issue.path.length === 0 ? 'message' : issue.path.join('.');
    const reason = fault('not-a-message', { problem: `${where}: ${issue?.message ?? 'not valid'}` });
    const runId = (value as { runId?: unknown } | null)?.runId;
    if (typeof runId === 'string' && runId.length > 0 && runId.length <= 64) return this.#refuse(runId, reason);
    this.#socket.close(FAULTS['not-a-message'].closeCode, reason.title);
  }

  #refuse(runId: string, reason: Fault): void {
    this.#send({ type: 'run-refused', runId, fault: reason, diagnostics: [] });
  }

  #send(message: ServerMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #beat(): void {
    if (!this.#alive) return this.#socket.terminate();
    this.#alive = false;
    this.#socket.ping();
  }

  #onClose(): void {
    clearInterval(this.#heartbeat);
    this.#runs.orphan(this.#own.values());
    this.#own.clear();
  }
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The caller tells the client; the parser's own words help nobody.
    return undefined;
  }
}

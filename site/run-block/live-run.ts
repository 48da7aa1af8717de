import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { ExampleClient } from '#content/example-schema.ts';
import type { Language } from '#protocol/client-message.ts';
import { ControlSocket } from '../playground/connection/control-socket.ts';
import { GuestClient } from '../playground/connection/guest-client.ts';
import { pathToDial, webSocketOrigin, withQuery } from '../playground/connection/guest-url.ts';
import { randomId } from '../random-id.ts';
import { applyServerMessage, isOver, recordBrowserEvent, type Run } from '../playground/run-state.ts';

/** What a client does, without what it must see. */
export type ClientCall = Pick<ExampleClient, 'path' | 'query' | 'subprotocols' | 'script'>;

export interface RunRequest {
  title: string;
  language: Language;
  code: string;
  server: ServerProfileName;
  clients: readonly ClientCall[];
}

/** That nothing more happens can only be seen by waiting: for `quietMs` after the last socket has closed. */
interface LiveRunOptions extends RunRequest {
  quietMs: number;
}

export interface RunHost {
  onRun(run: Run): void;
  /** There is no connection to the playground, or it was lost. Nothing follows. */
  onGone(): void;
}

/**
 * One run of one handler, with a control socket of its own: a page that shows
 * many examples holds a connection only while one of them runs.
 */
export class LiveRun {
  readonly #request: LiveRunOptions;
  readonly #host: RunHost;
  readonly #socket: ControlSocket;
  #guests: GuestClient[] = [];
  #scriptsOver = false;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #run: Run;

  constructor(request: LiveRunOptions, host: RunHost) {
    this.#request = request;
    this.#host = host;
    this.#run = {
      runId: randomId(),
      number: 1,
      profile: request.server,
      title: request.title,
      language: request.language,
      code: request.code,
      sentAtMs: performance.now(),
      at: { phase: 'starting' },
      routes: [],
      browser: [],
      server: [],
    };
    this.#socket = new ControlSocket(`${webSocketOrigin(location.origin)}/api/playground`, {
      onStatus: ({ kind }) => {
        if (kind === 'connected') this.#begin();
        if (kind === 'waiting') this.#lose();
      },
      onMessage: (message) => {
        this.#change(applyServerMessage(this.#run, message));
        if (message.type === 'run-started') void this.#dial(message.socketPath);
      },
    });
  }

  /** True once every client has played its script; some may still be connected. */
  get scriptsOver(): boolean {
    return this.#scriptsOver;
  }

  /** Keeps what has happened and ends the rest. */
  settle(): void {
    clearTimeout(this.#quiet);
    if (isOver(this.#run)) return;
    this.#socket.send({ type: 'stop', runId: this.#run.runId });
    this.#change({ ...this.#run, at: { phase: 'settled' } });
  }

  #begin(): void {
    const { language, code, server } = this.#request;
    this.#run = { ...this.#run, sentAtMs: performance.now() };
    this.#socket.send({ type: 'run', runId: this.#run.runId, language, code, server });
    this.#host.onRun(this.#run);
  }

  #lose(): void {
    this.#socket.close();
    if (!isOver(this.#run)) this.#host.onGone();
  }

  #change(run: Run): void {
    if (isOver(this.#run)) return;
    this.#run = run;
    this.#settleWhenQuiet();
    this.#host.onRun(run);
    if (isOver(run)) this.#socket.close();
  }

  /** Lets the clients dial, each when the one before has played its script or lost its socket. */
  async #dial(socketPath: string): Promise<void> {
    const url = webSocketOrigin(location.origin) + socketPath;
    for (const [index, { path, query, subprotocols, script }] of this.#request.clients.entries()) {
      if (isOver(this.#run)) return;
      const target = withQuery(pathToDial(path, this.#run.routes, path), query);
      const guest = new GuestClient({
        url: url + target,
        path: target,
        protocols: [...subprotocols],
        script,
        record: (entry) => {
          const atMs = Number((performance.now() - this.#run.sentAtMs).toFixed(3));
          this.#change(recordBrowserEvent(this.#run, { ...entry, client: index + 1, atMs }));
        },
      });
      this.#guests.push(guest);
      await guest.finished;
    }
    this.#scriptsOver = true;
    this.#change({ ...this.#run });
  }

  /** A socket that is still open may have more to say, and the reader decides. */
  #settleWhenQuiet(): void {
    clearTimeout(this.#quiet);
    if (this.#scriptsOver && !this.#guests.some(({ open }) => open))
      this.#quiet = setTimeout(() => this.settle(), this.#request.quietMs);
  }
}

import { once } from 'node:events';
import WebSocket from 'ws';
import type { ClientCommand, Language } from '#protocol/client-message.ts';
import type { ServerMessage } from '#protocol/server-message.ts';

type Started = Extract<ServerMessage, { type: 'run-started' }>;
type Ended = Extract<ServerMessage, { type: 'run-ended' }>;

/** One run as its client sees it. */
export interface ClientRun {
  runId: string;
  started: Promise<Started>;
  ended: Promise<Ended>;
}

/**
 * A client of the control socket that does as little as a client can: what it
 * costs is measured together with the server. It trusts the server's JSON.
 */
export class BenchClient {
  readonly #socket: WebSocket;
  readonly #origin: string;
  readonly #waiting = new Map<string, (message: ServerMessage) => void>();
  #count = 0;

  private constructor(origin: string, socket: WebSocket) {
    this.#origin = origin;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type !== 'timeline') this.#waiting.get(message.runId)?.(message);
    });
  }

  static async connect(origin: string): Promise<BenchClient> {
    return new BenchClient(origin, await open(`${origin}/api/playground`));
  }

  run(code: string, language: Language = 'typescript'): ClientRun {
    const runId = String((this.#count += 1));
    const started = Promise.withResolvers<Started>();
    const ended = Promise.withResolvers<Ended>();
    this.#waiting.set(runId, (message) => {
      if (message.type === 'run-started') started.resolve(message);
      if (message.type === 'run-refused') started.reject(new Error(`The run was refused: ${message.fault.message}`));
      if (message.type === 'run-ended') {
        this.#waiting.delete(runId);
        ended.resolve(message);
      }
    });
    this.#send({ type: 'run', runId, language, code });
    return { runId, started: started.promise, ended: ended.promise };
  }

  async stop(run: ClientRun): Promise<void> {
    this.#send({ type: 'stop', runId: run.runId });
    await run.ended;
  }

  /** Dials the handler of a run. */
  dial({ socketPath }: Started, path: string): WebSocket {
    return new WebSocket(`${this.#origin}${socketPath}${path}`, { perMessageDeflate: false });
  }

  close(): void {
    this.#socket.terminate();
  }

  #send(command: ClientCommand): void {
    this.#socket.send(JSON.stringify(command));
  }
}

export async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

/** Resolves with the code of the close event. */
export async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}

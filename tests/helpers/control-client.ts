import { once } from 'node:events';
import WebSocket from 'ws';
import type { ClientCommand } from '#protocol/client-message.ts';
import { ServerMessage } from '#protocol/server-message.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';

type MessageOf<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

const DEADLINE_MS = 30_000;

/**
 * A client of the control socket that misses nothing: messages that come early
 * wait until they are asked for. Every message is parsed with the schema, so a
 * test that only looks at one field still checks the whole contract.
 */
export class ControlClient implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly received: ServerMessage[] = [];
  readonly #deadlineMs: number;
  #listeners = new Set<() => void>();
  /** Why nothing more can come. */
  #closed: string | undefined;

  private constructor(socket: WebSocket, deadlineMs: number) {
    this.socket = socket;
    this.#deadlineMs = deadlineMs;
    socket.on('message', (data) => {
      this.received.push(ServerMessage.parse(JSON.parse(String(data))));
      this.#tellListeners();
    });
    socket.on('close', (code, reason) => {
      this.#closed = `the control socket closed with ${[code, reason.toString()].filter(Boolean).join(' ')}`;
      this.#tellListeners();
    });
  }

  static async connect(socketUrl: string, deadlineMs = DEADLINE_MS): Promise<ControlClient> {
    const client = new ControlClient(new WebSocket(`${socketUrl}/api/playground`), deadlineMs);
    await once(client.socket, 'open');
    return client;
  }

  send(command: ClientCommand): void {
    this.socket.send(JSON.stringify(command));
  }

  /** Starts a run and resolves with its `run-started`, or throws what refused it. */
  async run(
    code: string,
    options: Partial<Extract<ClientCommand, { type: 'run' }>> = {},
  ): Promise<MessageOf<'run-started'>> {
    const runId = options.runId ?? 'run';
    this.send({ type: 'run', runId, language: 'typescript', code, ...options });
    const answer = await this.message(
      (message) => message.runId === runId && (message.type === 'run-started' || message.type === 'run-refused'),
    );
    if (answer.type === 'run-started') return answer;
    throw new Error(`refused: ${JSON.stringify(answer)}`);
  }

  next<Type extends ServerMessage['type']>(type: Type, runId?: string): Promise<MessageOf<Type>> {
    return this.message(
      (message) => message.type === type && (runId === undefined || message.runId === runId),
    ) as Promise<MessageOf<Type>>;
  }

  /** The first message, past or future, for which the test holds. */
  message(test: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    return this.#eventually(() => this.received.find(test), 'message');
  }

  /** The first timeline event of a run for which the test holds. */
  event(test: (event: TimelineEvent) => boolean, runId = 'run'): Promise<TimelineEvent> {
    return this.#eventually(() => this.timeline(runId).find(test), 'event');
  }

  timeline(runId = 'run'): TimelineEvent[] {
    return this.received.flatMap((message) =>
      message.type === 'timeline' && message.runId === runId ? message.events : [],
    );
  }

  async closed(): Promise<{ code: number; reason: string }> {
    const [code, reason] = (await once(this.socket, 'close')) as [number, Buffer];
    return { code, reason: reason.toString() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.close();
    await once(this.socket, 'close');
  }

  #tellListeners(): void {
    for (const listener of this.#listeners) listener();
  }

  #eventually<Value>(find: () => Value | undefined, what: string): Promise<Value> {
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    const fail = (why: string): void =>
      reject(new Error(`no such ${what}: ${why}; received ${JSON.stringify(this.received)}`));
    const look = (): void => {
      const found = find();
      if (found !== undefined) resolve(found);
      else if (this.#closed !== undefined) fail(this.#closed);
    };
    const deadline = setTimeout(() => fail(`not within ${this.#deadlineMs} ms`), this.#deadlineMs);
    this.#listeners.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(deadline);
      this.#listeners.delete(look);
    });
  }
}

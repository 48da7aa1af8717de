import { afterAll, beforeAll } from 'vitest';
import type { AsgiReceiveMessage, AsgiSendMessage, RaisedException } from '#asgi/events.ts';
import { LIMITS, type Limits } from '#limits';
import { probeIsolation } from '#server/sandbox/isolation/isolation.ts';
import type { Guest, GuestEnd, GuestException, GuestMessage } from '#server/sandbox/sandbox.ts';
import { TypeScriptSandbox } from '#server/sandbox/typescript/typescript-sandbox.ts';
import { scopeOf } from './asgi-scope.ts';

type MessageOf<Type extends GuestMessage['type']> = Extract<GuestMessage, { type: Type }>;

/** A sandbox with real runners for the tests of one file. */
export function useTypeScriptSandbox(
  options: { limits?: Partial<Limits>; runners?: number; warmWorkers?: number; recycles?: boolean } = {},
): { readonly sandbox: TypeScriptSandbox; program(code: string): TestProgram } {
  let sandbox: TypeScriptSandbox | undefined;
  beforeAll(async () => {
    const { limits, ...rest } = options;
    const isolation = await probeIsolation();
    sandbox = new TypeScriptSandbox({
      runners: 1,
      warmWorkers: 2,
      ...rest,
      limits: { ...LIMITS, ...limits },
      isolation,
    });
    await sandbox.ready();
  });
  afterAll(() => sandbox?.close());
  return {
    get sandbox() {
      return sandbox!;
    },
    program: (code) => new TestProgram(sandbox!, code),
  };
}

/** A handler at `/` of a program that imports the whole library. */
export function handler(body: string): string {
  return `import * as playground from 'playground';
const { app, ConnectionManager, HTTPException, KeyError, OSError, RuntimeError, sleep, WebSocket, WebSocketDisconnect, WebSocketDisconnected, WebSocketException } = playground;
app.websocket('/', async (websocket: playground.WebSocket) => {
${body}
});`;
}

/** The line, in what `handler` makes, on which its body begins. */
export const BODY_LINE = 4;

/** One guest, and a server that says yes to every `send()` unless told otherwise. */
export class TestProgram {
  readonly messages: GuestMessage[] = [];
  /** What the server raises out of `send()`, by the message's type. */
  readonly refusals: Record<string, RaisedException> = {};
  /** False for a server whose `send()` of a close waits for the closing handshake. */
  closeReturns = true;
  readonly ended: Promise<GuestEnd>;
  readonly #guest: Guest;
  readonly #received: { connection: number; message: AsgiReceiveMessage }[] = [];
  readonly #receiveCalls: { connection: number; call: number }[] = [];
  readonly #waiters = new Set<() => void>();
  #end: GuestEnd | undefined;

  constructor(sandbox: TypeScriptSandbox, code: string) {
    let settle: (end: GuestEnd) => void;
    this.ended = new Promise((resolve) => (settle = resolve));
    this.#guest = sandbox.start(code, {
      onMessage: (message) => {
        this.messages.push(message);
        this.#answer(message);
        this.#wake();
      },
      onIdle: () => {},
      onEnd: (end) => {
        this.#end = end;
        settle(end);
        this.#wake();
      },
    });
  }

  /** Opens a connection when the program is ready, and gives it `messages` as it asks for them. */
  async open(connection = 1, scope = scopeOf(), ...messages: AsgiReceiveMessage[]): Promise<this> {
    await this.next('ready');
    for (const message of messages) this.give(message, connection);
    this.#guest.deliver({ type: 'open', connection, scope, closeReturns: this.closeReturns });
    return this;
  }

  give(message: AsgiReceiveMessage, connection = 1): void {
    this.#received.push({ connection, message });
    this.#pump();
  }

  stop(): Promise<GuestEnd> {
    this.#guest.stop();
    return this.ended;
  }

  /** The first message of a type, now or later. */
  async next<Type extends GuestMessage['type']>(
    type: Type,
    matches: (message: MessageOf<Type>) => boolean = () => true,
  ): Promise<MessageOf<Type>> {
    return this.#find(
      (message): message is MessageOf<Type> => message.type === type && matches(message as MessageOf<Type>),
    );
  }

  /** When the application of a connection is done: undefined, or what it raised. */
  async outcome(connection = 1): Promise<GuestException | undefined> {
    const isOutcome = (message: GuestMessage): message is MessageOf<'returned'> | MessageOf<'raised'> =>
      (message.type === 'returned' || message.type === 'raised') && message.connection === connection;
    const message = await this.#find(isOutcome);
    return message.type === 'raised' ? message.exception : undefined;
  }

  sent(connection = 1): AsgiSendMessage[] {
    return this.#of('send')
      .filter((message) => message.connection === connection)
      .map((message) => message.message);
  }

  logged(): string[] {
    return this.#of('console').map((message) => message.text);
  }

  async #find<Found extends GuestMessage>(isWanted: (message: GuestMessage) => message is Found): Promise<Found> {
    for (;;) {
      const found = this.messages.find(isWanted);
      if (found !== undefined) return found;
      if (this.#end !== undefined) throw new Error(`The program ended: ${JSON.stringify(this.#end)}`);
      await new Promise<void>((resolve) => this.#waiters.add(resolve));
    }
  }

  #of<Type extends GuestMessage['type']>(type: Type): MessageOf<Type>[] {
    return this.messages.filter((message): message is MessageOf<Type> => message.type === type);
  }

  #wake(): void {
    for (const waiter of this.#waiters) waiter();
    this.#waiters.clear();
  }

  #answer(message: GuestMessage): void {
    if (message.type === 'send') {
      const exception = this.refusals[message.message.type];
      if (exception === undefined) this.#guest.deliver({ type: 'sent', call: message.call });
      else this.#guest.deliver({ type: 'refused', call: message.call, exception });
    }
    if (message.type === 'receive' && message.call > 0) {
      this.#receiveCalls.push(message);
      this.#pump();
    }
  }

  #pump(): void {
    for (const call of [...this.#receiveCalls]) {
      const index = this.#received.findIndex(({ connection }) => connection === call.connection);
      const [given] = index < 0 ? [] : this.#received.splice(index, 1);
      if (given === undefined) continue;
      this.#receiveCalls.splice(this.#receiveCalls.indexOf(call), 1);
      this.#guest.deliver({ type: 'received', call: call.call, message: given.message });
    }
  }
}

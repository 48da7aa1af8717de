import { ANSWERED_AHEAD } from '#asgi/answered-ahead.ts';
import type { AsgiReceiveMessage, AsgiScope, AsgiSendMessage, RaisedException } from '#asgi/events.ts';
import type { Guest, GuestEnd, GuestHost, HostMessage, Sandbox } from '../sandbox.ts';

/** What a scripted application's calls reject with: the exception that the server raised. */
export class RefusedCall extends Error {
  readonly exception: RaisedException;

  constructor(exception: RaisedException) {
    super(exception.message);
    this.name = exception.type;
    this.exception = exception;
  }
}

/** An ASGI application in the test's own process. */
export type ScriptedApplication = (
  scope: AsgiScope,
  receive: () => Promise<AsgiReceiveMessage>,
  send: (message: AsgiSendMessage) => Promise<void>,
) => Promise<unknown>;

export interface NoopSandboxOptions {
  routes?: string[];
  /** The application that a source stands for. */
  application: (code: string) => ScriptedApplication;
}

/**
 * A sandbox without walls, for tests: the guest is a scripted ASGI application
 * that runs right here. It keeps the whole contract of `Sandbox`.
 */
export class NoopSandbox implements Sandbox {
  readonly #options: NoopSandboxOptions;
  readonly #guests = new Set<Guest>();

  constructor(options: NoopSandboxOptions) {
    this.#options = options;
  }

  start(code: string, host: GuestHost): Guest {
    const guest = new NoopGuest(this.#options.application(code), {
      onMessage: (message) => host.onMessage(message),
      onIdle: () => host.onIdle(),
      onEnd: (end) => {
        this.#guests.delete(guest);
        host.onEnd(end);
      },
    });
    this.#guests.add(guest);
    queueMicrotask(() => guest.report({ type: 'ready', routes: this.#options.routes ?? [] }));
    return guest;
  }

  async close(): Promise<void> {
    for (const guest of this.#guests) guest.stop();
  }
}

type GuestReport = Parameters<GuestHost['onMessage']>[0];

interface Settle {
  received: (message: AsgiReceiveMessage) => void;
  refused: (error: RefusedCall) => void;
}

class NoopGuest implements Guest {
  /** Its turns are this process's own, so nothing happens beside one. */
  readonly busy = false;
  readonly #application: ScriptedApplication;
  readonly #host: GuestHost;
  readonly #calls = new Map<number, Settle>();
  #lastCall = 0;
  #hasEnded = false;

  constructor(application: ScriptedApplication, host: GuestHost) {
    this.#application = application;
    this.#host = host;
  }

  deliver(message: HostMessage): void {
    if (message.type === 'open') return void this.#run(message.connection, message.scope);
    const settle = this.#calls.get(message.call);
    this.#calls.delete(message.call);
    if (message.type === 'refused') settle?.refused(new RefusedCall(message.exception));
    else settle?.received(message.type === 'received' ? message.message : { type: 'websocket.connect' });
  }

  stop(): void {
    this.#end({ kind: 'stopped' });
  }

  report(message: GuestReport): void {
    if (!this.#hasEnded) this.#host.onMessage(message);
  }

  #end(end: GuestEnd): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#calls.clear();
    queueMicrotask(() => this.#host.onEnd(end));
  }

  async #run(connection: number, scope: AsgiScope): Promise<void> {
    let isConnected = false;
    const receive = (): Promise<AsgiReceiveMessage> => {
      if (!isConnected) {
        isConnected = true;
        this.report({ type: 'receive', connection, call: ANSWERED_AHEAD });
        return Promise.resolve({ type: 'websocket.connect' });
      }
      return this.#call((call) => ({ type: 'receive', connection, call }));
    };
    const send = async (message: AsgiSendMessage): Promise<void> => {
      await this.#call((call) => ({ type: 'send', connection, call, message }));
    };
    try {
      const value = await this.#application(scope, receive, send);
      this.report({ type: 'returned', connection, ...(typeof value === 'string' && { value }) });
    } catch (error) {
      this.report({ type: 'raised', connection, exception: guestException(error) });
    }
  }

  #call(report: (call: number) => GuestReport): Promise<AsgiReceiveMessage> {
    this.#lastCall += 1;
    const call = this.#lastCall;
    return new Promise((received, refused) => {
      this.#calls.set(call, { received, refused });
      this.report(report(call));
    });
  }
}

function guestException(error: unknown): { type: string; message: string; traceback: string } {
  const { name, message } = error instanceof Error ? error : { name: 'Exception', message: String(error) };
  return { type: name, message, traceback: message === '' ? name : `${name}: ${message}` };
}

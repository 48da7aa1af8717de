import { ANSWERED_AHEAD } from '#asgi/answered-ahead.ts';
import type { AsgiReceiveMessage, AsgiScope, AsgiSendMessage, RaisedException } from '#asgi/events.ts';
import type { TimelineEntry } from '#protocol/timeline-event.ts';
import type { Guest, GuestMessage, HostMessage } from '../sandbox/sandbox.ts';
import type { ConnectionEntry, ConnectionLink, ConnectionPeer } from './connection-link.ts';

export interface HandlerConnectionOptions {
  connection: number;
  /** The number that a page gave its own client. */
  client: number | undefined;
  peer: ConnectionPeer;
  guest: Guest;
  record: (entry: TimelineEntry) => void;
  handshakeMs: number;
  onHandshakeTimeout: (connection: HandlerConnection) => void;
  /** The socket is gone, or the handler has finished. */
  onChange: (connection: HandlerConnection) => void;
}

type ConnectionMessage = Exclude<GuestMessage, { type: 'ready' | 'console' }>;

/**
 * One client of a run, seen from the session: the handler on one side, the
 * peer that owns the socket on the other. It outlives its socket while the
 * handler still runs, because a late `send()` is answered too.
 */
export class HandlerConnection implements ConnectionLink {
  readonly connection: number;
  readonly client: number | undefined;
  readonly peer: ConnectionPeer;
  detached = false;
  readonly #options: HandlerConnectionOptions;
  readonly #postponed: (() => void)[] = [];
  #handlerRuns = false;
  #lastAnsweredCall = ANSWERED_AHEAD;
  /** By call. A hostile guest may give two the same number. */
  readonly #unsent = new Map<number, number>();
  #unsentBytes = 0;
  #handshakeTimer: NodeJS.Timeout | undefined;

  constructor(options: HandlerConnectionOptions) {
    this.connection = options.connection;
    this.client = options.client;
    this.peer = options.peer;
    this.#options = options;
  }

  /** What its program has sent and its client leaves no room for, about. */
  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  /** Neither a socket nor a running handler is left. */
  get over(): boolean {
    return this.detached && !this.#handlerRuns;
  }

  open(scope: AsgiScope, closeReturns: boolean): void {
    this.#handlerRuns = true;
    this.#handshakeTimer = setTimeout(() => this.#options.onHandshakeTimeout(this), this.#options.handshakeMs);
    this.#options.guest.deliver({ type: 'open', connection: this.connection, scope, closeReturns });
  }

  received(call: number, message: AsgiReceiveMessage): void {
    this.#options.guest.deliver({ type: 'received', call, message });
  }

  sent(call: number): void {
    if (call !== ANSWERED_AHEAD) this.#answer(call, { type: 'sent', call });
  }

  refused(call: number, exception: RaisedException): void {
    if (call !== ANSWERED_AHEAD) this.#answer(call, { type: 'refused', call, exception });
  }

  record(entry: ConnectionEntry): void {
    this.#options.record({ ...entry, connection: this.connection } as TimelineEntry);
  }

  whenIdle(action: () => void): void {
    this.#postponed.push(action);
    this.doPostponed();
  }

  /** Until the guest is busy again. */
  doPostponed(): void {
    while (!this.#options.guest.busy) {
      const action = this.#postponed.shift();
      if (action === undefined) return;
      action();
    }
  }

  detach(): void {
    if (this.detached) return;
    this.detached = true;
    clearTimeout(this.#handshakeTimer);
    this.#options.onChange(this);
  }

  runEnds(code: number, reason: string): void {
    clearTimeout(this.#handshakeTimer);
    if (!this.detached) this.peer.runEnds(code, reason);
  }

  onGuestMessage(message: ConnectionMessage): void {
    switch (message.type) {
      case 'receive':
        return this.peer.appReceives(message.call, message.line);
      case 'abandon':
        return this.peer.appAbandons(message.call);
      case 'send':
        clearTimeout(this.#handshakeTimer);
        return this.#send(message.call, message.message, message.line);
      case 'state':
        return this.record({
          actor: 'handler',
          kind: 'state',
          client_state: message.client_state,
          application_state: message.application_state,
        });
      case 'returned':
        if (!this.#handlerRuns) return;
        this.peer.appReturns(message.value);
        return this.#finishHandler();
      case 'raised':
        if (!this.#handlerRuns) return;
        this.record({ actor: 'handler', kind: 'exception', ...message.exception });
        this.peer.appRaises(message.exception);
        return this.#finishHandler();
    }
  }

  #send(call: number, message: AsgiSendMessage, line: number | undefined): void {
    this.peer.appSends(call, message, line);
    if (call === ANSWERED_AHEAD || call === this.#lastAnsweredCall) return;
    const bytes = JSON.stringify(message).length;
    this.#unsentBytes += bytes;
    this.#unsent.set(call, bytes + (this.#unsent.get(call) ?? 0));
    this.#options.guest.deliver({ type: 'pending', call });
  }

  #answer(call: number, answer: HostMessage): void {
    this.#lastAnsweredCall = call;
    this.#unsentBytes -= this.#unsent.get(call) ?? 0;
    this.#unsent.delete(call);
    this.#options.guest.deliver(answer);
  }

  #finishHandler(): void {
    this.#handlerRuns = false;
    clearTimeout(this.#handshakeTimer);
    this.#options.onChange(this);
  }
}

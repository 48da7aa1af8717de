import { FAULTS, fault } from '#content/faults.ts';
import type { FacilitatorAction, ParticipantAction } from '#protocol/room-action.ts';
import { RoomFact, type RoomCommand } from '#protocol/room-message.ts';
import type { Fault } from '#protocol/server-message.ts';
import { RECOVERED_AFTER_MS, reconnectDelayMs } from '../playground/connection/reconnect-policy.ts';
import { randomId } from '../random-id.ts';
import type { Outbox } from './outbox.ts';

export type LinkStatus = 'connecting' | 'attached' | 'waiting' | 'over';

export interface LinkHost {
  /** What says who this page is. Asked for after each connection. */
  attach(id: string): RoomCommand;
  onFact(fact: RoomFact): void;
  onStatus(status: LinkStatus): void;
  onRefused(fault: Fault): void;
  /** The room is closed to this page; it does not dial again. */
  onOver(fault: Fault): void;
}

/** Ends after which dialling again would get the same answer. */
const FINAL = ['removed-from-room', 'left-room', 'too-many-pages'] as const;

/** A page's way to its room: dials again by itself, and sends what was not answered. */
export class RoomLink {
  readonly #host: LinkHost;
  readonly #outbox: Outbox;
  #socket: WebSocket | undefined;
  #attachId = '';
  #attached = false;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #recovered: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(host: LinkHost, outbox: Outbox) {
    this.#host = host;
    this.#outbox = outbox;
    addEventListener('online', () => this.#connect());
    this.#connect();
  }

  act(action: ParticipantAction | FacilitatorAction): void {
    const waiting = { id: randomId(), action };
    this.#outbox.add(waiting);
    if (this.#attached) this.#send({ type: 'act', ...waiting });
  }

  #connect(): void {
    if (this.#socket !== undefined || this.#over) return;
    clearTimeout(this.#retry);
    this.#host.onStatus('connecting');
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/rooms`);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      // Only a socket that lasts has recovered: `open` alone would make a server that refuses be called again at once.
      this.#recovered = setTimeout(() => (this.#attempt = 0), RECOVERED_AFTER_MS);
      this.#attachId = randomId();
      this.#send(this.#host.attach(this.#attachId));
    });
    socket.addEventListener('message', (event) => this.#onFact(RoomFact.parse(JSON.parse(String(event.data)))));
    socket.addEventListener('close', ({ code }) => this.#onClose(code));
  }

  #onFact(fact: RoomFact): void {
    if (fact.type === 'acted') return void this.#outbox.answered(fact.id);
    if (fact.type === 'refused') return this.#onRefused(fact);
    this.#host.onFact(fact);
    if (!('id' in fact) || fact.id !== this.#attachId) return;
    this.#attached = true;
    this.#host.onStatus('attached');
    this.#flush();
  }

  #onRefused({ id, fault: reason, retryAfterMs }: Extract<RoomFact, { type: 'refused' }>): void {
    if (reason.name === 'slow-down') return void setTimeout(() => this.#flush(), retryAfterMs ?? 1_000);
    if (id === this.#attachId && reason.name === 'too-many-attempts') return this.#socket?.close();
    if (id === this.#attachId) return this.#end(reason);
    this.#outbox.answered(id);
    this.#host.onRefused(reason);
  }

  /** In order, and all of it: an id that was taken before is answered and not taken again. */
  #flush(): void {
    if (!this.#attached) return;
    for (const waiting of this.#outbox.waiting) this.#send({ type: 'act', ...waiting });
  }

  #send(command: RoomCommand): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(command));
  }

  #onClose(code: number): void {
    clearTimeout(this.#recovered);
    this.#socket = undefined;
    this.#attached = false;
    if (this.#over) return;
    const final = FINAL.find((name) => FAULTS[name].closeCode === code);
    if (final === 'too-many-pages') return this.#end(fault(final, { limit: 'so many' }));
    if (final !== undefined) return this.#end(fault(final));
    this.#attempt += 1;
    this.#retry = setTimeout(() => this.#connect(), reconnectDelayMs(this.#attempt, Math.random()));
    this.#host.onStatus('waiting');
  }

  #end(reason: Fault): void {
    this.#over = true;
    this.#socket?.close();
    this.#host.onStatus('over');
    this.#host.onOver(reason);
  }
}

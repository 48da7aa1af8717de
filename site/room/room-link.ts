import { FAULTS, fault } from '#content/faults.ts';
import type { FacilitatorAction, ParticipantAction } from '#protocol/room-action.ts';
import { RoomFact, type RoomCommand } from '#protocol/room-message.ts';
import type { Fault } from '#protocol/server-message.ts';
import { ReconnectingSocket } from '../connection/reconnecting-socket.ts';
import { randomId } from '../random-id.ts';
import { OUTBOX_FULL, type Outbox } from './outbox.ts';

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
  readonly #socket: ReconnectingSocket;
  #attachId = '';
  #attached = false;

  constructor(host: LinkHost, outbox: Outbox) {
    this.#host = host;
    this.#outbox = outbox;
    this.#socket = new ReconnectingSocket(`${location.origin.replace(/^http/, 'ws')}/api/rooms`, {
      onDial: () => host.onStatus('connecting'),
      onOpen: () => {
        this.#attachId = randomId();
        this.#send(host.attach(this.#attachId));
      },
      onText: (text) => this.#onFact(RoomFact.parse(JSON.parse(text))),
      onWaiting: () => {
        this.#attached = false;
        host.onStatus('waiting');
      },
      isFinal: (code) => this.#endsWith(code),
    });
    addEventListener('online', () => this.#socket.connect());
    this.#socket.connect();
  }

  act(action: ParticipantAction | FacilitatorAction): void {
    const waiting = { id: randomId(), action };
    if (!this.#outbox.add(waiting)) return this.#host.onRefused(OUTBOX_FULL);
    if (this.#attached) this.#send({ type: 'act', ...waiting });
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
    if (id === this.#attachId && reason.name === 'too-many-attempts') return this.#socket.drop();
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
    this.#socket.send(JSON.stringify(command));
  }

  #endsWith(code: number): boolean {
    const name = FINAL.find((final) => FAULTS[final].closeCode === code);
    if (name === undefined) return false;
    this.#end(name === 'too-many-pages' ? fault(name, { limit: 'so many' }) : fault(name));
    return true;
  }

  #end(reason: Fault): void {
    this.#socket.close();
    this.#host.onStatus('over');
    this.#host.onOver(reason);
  }
}

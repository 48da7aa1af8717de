import { computed, signal } from '@preact/signals';
import type { FacilitatorAction } from '#protocol/room-action.ts';
import type { RoomFact } from '#protocol/room-message.ts';
import type { Fault } from '#protocol/server-message.ts';
import { replay } from '#server/rooms/state/apply-operation.ts';
import type { RoomState } from '#server/rooms/state/room-state.ts';
import { roomFrom } from '#server/rooms/state/room-view.ts';
import { writeHosted, type Hosted } from './identity.ts';
import { Outbox } from './outbox.ts';
import { RoomLink, type LinkStatus } from './room-link.ts';

/** How often "stuck for N minutes" is counted anew. */
const CLOCK_MS = 5_000;

/** The facilitator's half of a room: the same state as the server's, from the same events. */
export class Host {
  readonly hosted: Hosted;
  readonly room = signal<RoomState | undefined>(undefined);
  readonly code = signal('');
  readonly addresses = signal<readonly string[]>([]);
  readonly connected = signal<ReadonlySet<number>>(new Set());
  readonly status = signal<LinkStatus>('connecting');
  readonly over = signal<Fault | undefined>(undefined);
  readonly refused = signal<Fault | undefined>(undefined);
  readonly stuckAfterMs = signal(Infinity);
  /** The server's clock. */
  readonly nowMs = signal(Date.now());
  readonly joinUrl = computed(() => `${this.#origin()}/join/#${this.code.value}`);

  readonly #link: RoomLink;
  #aheadMs = 0;

  constructor(hosted: Hosted) {
    this.hosted = hosted;
    this.#link = new RoomLink(
      {
        attach: (id) => {
          const seq = this.room.peek()?.seq;
          return { type: 'host-room', id, ...hosted, ...(seq !== undefined && { after: seq }) };
        },
        onFact: (fact) => this.#onFact(fact),
        onStatus: (status) => (this.status.value = status),
        onRefused: (reason) => (this.refused.value = reason),
        onOver: (reason) => (this.over.value = reason),
      },
      new Outbox(sessionStorage, `accept-first.host-outbox.${hosted.room}`),
    );
    setInterval(() => this.#tick(), CLOCK_MS);
  }

  act(action: FacilitatorAction): void {
    this.refused.value = undefined;
    this.#link.act(action);
  }

  /** This browser hosts the room no longer; the room itself goes on. */
  forget(): void {
    writeHosted(undefined);
    location.reload();
  }

  /** The link that makes another browser the facilitator's as well. */
  get link(): string {
    return `${location.origin}/workshop/host/#${this.hosted.room}.${this.hosted.secret}`;
  }

  #onFact(fact: RoomFact): void {
    if (fact.type === 'hosting') {
      this.code.value = fact.code;
      this.addresses.value = fact.addresses;
      this.stuckAfterMs.value = fact.stuckAfterMs;
      this.#aheadMs = fact.nowMs - Date.now();
      if (fact.snapshot !== undefined) this.room.value = roomFrom(fact.snapshot);
    } else if (fact.type === 'events') {
      const room = this.room.peek();
      if (room !== undefined) this.room.value = replay(room, fact.events);
    } else if (fact.type === 'connected') {
      this.connected.value = new Set(fact.participants);
    }
    this.#tick();
  }

  #tick(): void {
    this.nowMs.value = Date.now() + this.#aheadMs;
  }

  /** A page that was opened as `localhost` is no address for anybody else. */
  #origin(): string {
    const isLocal = /^(?:localhost|127\.|\[::1\])/.test(location.hostname);
    return isLocal ? (this.addresses.value[0] ?? location.origin) : location.origin;
  }
}

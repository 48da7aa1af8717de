import type { Limits } from '#limits';
import type { RoomEvent } from '#protocol/room-action.ts';
import type { RoomFact } from '#protocol/room-message.ts';
import { Coalesced } from './coalesced.ts';
import type { Room, RoomObserver } from './room.ts';
import { snapshotOf } from './state/room-view.ts';

export interface HostFeedOptions {
  room: Room;
  id: string;
  /** The last event that the page holds. */
  after: number | undefined;
  addresses: readonly string[];
  limits: Limits;
  nowMs: () => number;
  send: (fact: RoomFact) => void;
}

/** What a facilitator's page is told: the room once, then every event, in batches. */
export class HostFeed implements RoomObserver {
  readonly #options: HostFeedOptions;
  readonly #leave: () => void;
  readonly #events: Coalesced;
  readonly #presence: Coalesced;
  #waiting: RoomEvent[] = [];

  constructor(options: HostFeedOptions) {
    this.#options = options;
    const { room, limits } = options;
    this.#events = new Coalesced(limits.roomEventsMs, () => this.#flush());
    this.#presence = new Coalesced(limits.roomViewMs, () => this.#tellPresence());
    this.#begin();
    this.#leave = room.observe(this);
  }

  onEvent(event: RoomEvent): void {
    this.#waiting.push(event);
    this.#events.ask();
  }

  onRevoked(): void {}

  onPresence(): void {
    this.#presence.ask();
  }

  close(): void {
    this.#leave();
    this.#events.stop();
    this.#presence.stop();
  }

  #begin(): void {
    const { room, id, after, addresses, limits, nowMs, send } = this.#options;
    // A page that claims to be ahead of the room holds another one's events.
    const goesOn = after !== undefined && after > 0 && after <= room.state.seq;
    send({
      type: 'hosting',
      id,
      code: room.code,
      addresses: [...addresses],
      nowMs: nowMs(),
      stuckAfterMs: limits.stuckAfterMs,
      ...(!goesOn && { snapshot: snapshotOf(room.state) }),
    });
    if (goesOn) this.#send(room.events(after));
    this.#tellPresence();
  }

  #flush(): void {
    this.#send(this.#waiting);
    this.#waiting = [];
  }

  #send(events: RoomEvent[]): void {
    if (events.length > 0) this.#options.send({ type: 'events', events });
  }

  #tellPresence(): void {
    this.#options.send({ type: 'connected', participants: this.#options.room.connected });
  }
}

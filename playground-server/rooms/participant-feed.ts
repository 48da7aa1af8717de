import type { FilledFault } from '#content/faults.ts';
import type { Limits } from '#limits';
import type { RoomFact } from '#protocol/room-message.ts';
import { Coalesced } from './coalesced.ts';
import type { Room, RoomObserver } from './room.ts';
import { viewOf } from './state/room-view.ts';

export interface ParticipantFeedOptions {
  room: Room;
  participant: number;
  /** The last event of the view that the page holds. */
  after: number | undefined;
  limits: Limits;
  send: (fact: RoomFact) => void;
  onRevoked: (fault: FilledFault) => void;
}

/**
 * What a participant's page is told: a view of the room whenever it has
 * changed. A view is whole, so a lost one is made up for by the next.
 */
export class ParticipantFeed implements RoomObserver {
  readonly #options: ParticipantFeedOptions;
  readonly #leave: () => void;
  readonly #depart: () => void;
  readonly #view: Coalesced;
  #sent = '';

  constructor(options: ParticipantFeedOptions) {
    this.#options = options;
    const { room, participant, limits, after } = options;
    this.#view = new Coalesced(limits.roomViewMs, () => this.#tell());
    this.#leave = room.observe(this);
    this.#depart = room.arrive(participant);
    if (after !== room.state.seq) this.#view.now();
  }

  onEvent(): void {
    this.#view.ask();
  }

  onRevoked(participant: number, fault: FilledFault): void {
    if (participant === this.#options.participant) this.#options.onRevoked(fault);
  }

  onPresence(): void {}

  close(): void {
    this.#leave();
    this.#depart();
    this.#view.stop();
  }

  #tell(): void {
    const { room, participant, send } = this.#options;
    const view = viewOf(room.state, participant);
    if (view === undefined) return;
    // Most events of a room change nothing that this participant may see.
    const { seq: _, ...seen } = view;
    const text = JSON.stringify(seen);
    if (text === this.#sent) return;
    this.#sent = text;
    send({ type: 'view', view });
  }
}

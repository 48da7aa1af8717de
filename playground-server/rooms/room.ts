import { fault, quantity, type FilledFault } from '#content/faults.ts';
import type { Limits } from '#limits';
import type { RoomAction, RoomActor, RoomEvent } from '#protocol/room-action.ts';
import type { RoomStore, StoredMember, StoredRoom } from './room-store.ts';
import { hashOf, isSecret } from './secrets.ts';
import { applyOperation } from './state/apply-operation.ts';
import type { RoomEffect, RoomState } from './state/room-state.ts';

export type Taken = { ok: true; seq?: number } | { ok: false; fault: FilledFault };

/** Who watches a room: told of each event after it was stored. */
export interface RoomObserver {
  onEvent(event: RoomEvent): void;
  onRevoked(participant: number, fault: FilledFault): void;
  /** Who has a page open has changed. */
  onPresence(): void;
}

export interface RoomOptions {
  stored: StoredRoom;
  members: readonly StoredMember[];
  state: RoomState;
  /** When the last event was taken. */
  lastAtMs: number;
  store: RoomStore;
  limits: Limits;
  nowMs: () => number;
}

/** One room: its state, who may enter, and who is told. */
export class Room {
  readonly #options: RoomOptions;
  readonly #tokens: Map<number, Uint8Array>;
  readonly #observers = new Set<RoomObserver>();
  /** Open pages of each participant. */
  readonly #pages = new Map<number, number>();
  #state: RoomState;
  #lastAtMs: number;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#tokens = new Map(options.members.map(({ participant, tokenHash }) => [participant, tokenHash]));
    this.#lastAtMs = options.lastAtMs;
  }

  get id(): string {
    return this.#options.stored.id;
  }

  get code(): string {
    return this.#options.stored.code;
  }

  get state(): RoomState {
    return this.#state;
  }

  /** When the last event was taken. */
  get lastAtMs(): number {
    return this.#lastAtMs;
  }

  get connected(): number[] {
    return [...this.#pages.keys()];
  }

  isSecret(secret: string): boolean {
    return isSecret(secret, this.#options.stored.secretHash);
  }

  isToken(participant: number, token: string): boolean {
    return isSecret(token, this.#tokens.get(participant));
  }

  /** Was in the room and is not any more. */
  hasLeft(participant: number): boolean {
    return participant <= this.#state.joined && !this.#tokens.has(participant);
  }

  observe(observer: RoomObserver): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** A page of the participant is open until the returned function is called. */
  arrive(participant: number): () => void {
    this.#pages.set(participant, (this.#pages.get(participant) ?? 0) + 1);
    this.#tellPresence();
    return () => {
      const pages = (this.#pages.get(participant) ?? 1) - 1;
      if (pages > 0) this.#pages.set(participant, pages);
      else this.#pages.delete(participant);
      this.#tellPresence();
    };
  }

  /** The events after a number, as they were stored. */
  events(after: number): RoomEvent[] {
    return after >= this.#state.seq ? [] : this.#options.store.events(this.id, after);
  }

  /** Takes somebody in. The token is the page's choice, so that who asks again, because the answer was lost, is the same. */
  join(name: string, token: string): { ok: true; participant: number } | { ok: false; fault: FilledFault } {
    const { limits, store } = this.#options;
    const known = [...this.#tokens].find(([, hash]) => isSecret(token, hash));
    if (known !== undefined) return { ok: true, participant: known[0] };
    if (this.#state.participants.length >= limits.maxParticipants)
      return { ok: false, fault: fault('room-full', { limit: limits.maxParticipants }) };
    const participant = this.#state.joined + 1;
    const member = { participant, tokenHash: hashOf(token) };
    const taken = this.#take('server', `join-${participant}`, { kind: 'join', participant, name }, (event) => {
      store.addMember(this.id, member, event);
      this.#tokens.set(participant, member.tokenHash);
    });
    return taken.ok ? { ok: true, participant } : taken;
  }

  act(by: RoomActor, id: string, action: RoomAction): Taken {
    return this.#take(by, id, action, (event, effects) => {
      const gone = effects.find(({ effect }) => effect === 'revoke');
      if (gone === undefined) this.#options.store.append(this.id, event);
      else this.#options.store.removeMember(this.id, gone.participant, event);
    });
  }

  #take(
    by: RoomActor,
    id: string,
    action: RoomAction,
    keep: (event: RoomEvent, effects: readonly RoomEffect[]) => void,
  ): Taken {
    const { limits, nowMs } = this.#options;
    if (this.#state.seq >= limits.maxRoomEvents && action.kind !== 'end-room')
      return { ok: false, fault: fault('room-events', { limit: quantity('maxRoomEvents', limits.maxRoomEvents) }) };
    const operation = { by, id, atMs: nowMs(), action };
    const applied = applyOperation(this.#state, operation);
    if (applied.outcome === 'repeated') return { ok: true };
    if (applied.outcome === 'refused') return { ok: false, fault: fault(applied.fault as 'room-ended') };
    const event = { seq: applied.state.seq, ...operation };
    // Stored first: what others were told of, a restart must not take back.
    keep(event, applied.effects);
    this.#state = applied.state;
    this.#lastAtMs = event.atMs;
    for (const observer of this.#observers) observer.onEvent(event);
    for (const effect of applied.effects) this.#perform(effect);
    return { ok: true, seq: event.seq };
  }

  #perform({ participant, fault: name }: RoomEffect): void {
    this.#tokens.delete(participant);
    for (const observer of this.#observers) observer.onRevoked(participant, fault(name as 'left-room'));
  }

  #tellPresence(): void {
    for (const observer of this.#observers) observer.onPresence();
  }
}

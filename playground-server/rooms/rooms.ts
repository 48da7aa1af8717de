import { fault, type FilledFault } from '#content/faults.ts';
import type { Limits } from '#limits';
import { joinCode, readCode } from '#protocol/join-code.ts';
import { Room } from './room.ts';
import type { RoomStore } from './room-store.ts';
import { hashOf, newSecret, randomByte } from './secrets.ts';
import { applyOperation, replay } from './state/apply-operation.ts';
import { EMPTY_ROOM } from './state/room-state.ts';

export interface RoomsOptions {
  store: RoomStore;
  limits: Limits;
  nowMs: () => number;
  /** A stored room that could not be read again. */
  onUnreadable: (room: string, error: unknown) => void;
}

/** Every room of the server: those that were open before it started are open again. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();

  constructor(options: RoomsOptions) {
    this.#options = options;
    for (const stored of options.store.rooms()) {
      try {
        const events = options.store.events(stored.id, 0);
        const lastAtMs = events.at(-1)?.atMs ?? 0;
        this.#add(stored, options.store.members(stored.id), replay(EMPTY_ROOM, events), lastAtMs);
      } catch (error) {
        options.onUnreadable(stored.id, error);
      }
    }
  }

  get count(): number {
    return this.#rooms.size;
  }

  room(id: string): Room | undefined {
    return this.#rooms.get(id);
  }

  /** The open room with a code as somebody typed it. */
  byCode(typed: string): Room | undefined {
    const code = readCode(typed);
    if (code === undefined) return undefined;
    return [...this.#rooms.values()].find((room) => room.code === code && room.state.phase.is === 'open');
  }

  open(id: string, title: string): { ok: true; room: Room; secret: string } | { ok: false; fault: FilledFault } {
    const { store, limits, nowMs } = this.#options;
    this.sweep();
    const open = [...this.#rooms.values()].filter(({ state }) => state.phase.is === 'open').length;
    if (open >= limits.maxRooms) return { ok: false, fault: fault('too-many-rooms', { limit: limits.maxRooms }) };
    const secret = newSecret();
    const stored = { id: newSecret(), code: this.#freeCode(), secretHash: hashOf(secret) };
    const operation = { by: 'server' as const, id, atMs: nowMs(), action: { kind: 'open-room' as const, title } };
    const applied = applyOperation(EMPTY_ROOM, operation);
    if (applied.outcome !== 'applied') throw new Error('An empty room takes its first event.');
    store.addRoom(stored, { seq: applied.state.seq, ...operation });
    return { ok: true, secret, room: this.#add(stored, [], applied.state, operation.atMs) };
  }

  /** Ends the rooms in which nothing happens any more, and deletes those that ended long ago. */
  sweep(): void {
    const { limits, nowMs, store } = this.#options;
    for (const room of this.#rooms.values()) {
      const { phase } = room.state;
      if (phase.is === 'ended') {
        if (nowMs() - phase.atMs < limits.roomKeptMs) continue;
        this.#rooms.delete(room.id);
        store.removeRoom(room.id);
      } else if (nowMs() - room.lastAtMs >= limits.roomIdleMs) {
        room.act('facilitator', `idle-${room.state.seq}`, { kind: 'end-room' });
      }
    }
  }

  close(): void {
    this.#options.store.close();
  }

  #freeCode(): string {
    const taken = new Set([...this.#rooms.values()].map(({ code }) => code));
    for (;;) {
      const code = joinCode(randomByte);
      if (!taken.has(code)) return code;
    }
  }

  #add(
    stored: ConstructorParameters<typeof Room>[0]['stored'],
    members: ConstructorParameters<typeof Room>[0]['members'],
    state: Room['state'],
    lastAtMs: number,
  ): Room {
    const { store, limits, nowMs } = this.#options;
    const room = new Room({ stored, members, state, lastAtMs, store, limits, nowMs });
    this.#rooms.set(stored.id, room);
    return room;
  }
}

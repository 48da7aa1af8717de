import type { WebSocket } from 'ws';
import { fault, quantity, type FilledFault } from '#content/faults.ts';
import type { Limits } from '#limits';
import type { RoomActor } from '#protocol/room-action.ts';
import { RoomCommand, type RoomFact } from '#protocol/room-message.ts';
import { HostFeed } from '../rooms/host-feed.ts';
import { ParticipantFeed } from '../rooms/participant-feed.ts';
import type { Room } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { JsonSocket } from './json-socket.ts';
import type { RoomDoors } from './room-doors.ts';
import type { RoomPages } from './room-pages.ts';
import { namedBy, problemOf } from './unreadable-message.ts';

export interface RoomSocketOptions {
  rooms: Rooms;
  doors: RoomDoors;
  pages: RoomPages<RoomSocket>;
  limits: Limits;
  /** Where participants reach this server. */
  addresses: () => readonly string[];
  /** One visitor, for the limits. */
  address: string;
}

/** Who a socket speaks for, once it has shown that it may. */
interface Membership {
  room: Room;
  by: Exclude<RoomActor, 'server'>;
  key: string;
  feed: HostFeed | ParticipantFeed;
}

type CommandOf<Type extends RoomCommand['type']> = Extract<RoomCommand, { type: Type }>;

/** One page's socket to a room: lets it in, takes its actions and tells it what happens. PROTOCOL.md is its specification. */
export class RoomSocket {
  readonly #options: RoomSocketOptions;
  readonly #socket: JsonSocket;
  readonly #silent: NodeJS.Timeout;
  #membership: Membership | undefined;

  constructor(socket: WebSocket, options: RoomSocketOptions) {
    this.#options = options;
    const { limits } = options;
    this.#socket = new JsonSocket(socket, limits, {
      onValue: (value) => this.#onValue(value),
      onClose: () => this.#onClose(),
    });
    this.#silent = setTimeout(() => this.#socket.closeWith('room-silent'), limits.roomAttachMs);
  }

  /** A newer page of the same member takes this one's place. */
  replace(): void {
    this.#socket.closeWith('too-many-pages');
  }

  #onValue(value: unknown): void {
    const parsed = RoomCommand.safeParse(value);
    if (!parsed.success) return this.#refuseUnreadable(value, problemOf(parsed.error));
    const command = parsed.data;
    switch (command.type) {
      case 'open-room':
        return this.#open(command);
      case 'host-room':
        return this.#host(command);
      case 'join-room':
        return this.#join(command);
      case 'enter-room':
        return this.#enter(command);
      case 'act':
        return this.#act(command);
    }
  }

  #open({ id, title }: CommandOf<'open-room'>): void {
    const { doors, rooms, address } = this.#options;
    const may = doors.mayOpen(address);
    if (!may.ok) return this.#refuse(id, fault('too-many-attempts'), may.retryAfterMs);
    const opened = rooms.open(id, title);
    if (!opened.ok) return this.#refuse(id, opened.fault);
    this.#send({ type: 'room-opened', id, room: opened.room.id, secret: opened.secret });
  }

  #host({ id, room: name, secret, after }: CommandOf<'host-room'>): void {
    const { rooms, limits, addresses } = this.#options;
    const room = this.#attempt(id, 'wrong-secret', () => {
      const found = rooms.room(name);
      return found?.isSecret(secret) === true ? found : undefined;
    });
    if (room === undefined) return;
    const send = (fact: RoomFact): void => this.#send(fact);
    this.#attach(
      room,
      'facilitator',
      () => new HostFeed({ room, id, after, addresses: addresses(), limits, nowMs: Date.now, send }),
    );
  }

  #join({ id, code, name, token }: CommandOf<'join-room'>): void {
    const room = this.#attempt(id, 'room-not-found', () => this.#options.rooms.byCode(code));
    if (room === undefined) return;
    const joined = room.join(name, token);
    if (!joined.ok) return this.#refuse(id, joined.fault);
    const { participant } = joined;
    const plain = room.state.participants.find(({ number }) => number === participant)?.name ?? '';
    this.#send({ type: 'joined', id, room: room.id, participant, name: plain });
    this.#follow(room, participant, undefined);
  }

  #enter({ id, room: name, participant, token, after }: CommandOf<'enter-room'>): void {
    const { rooms } = this.#options;
    const known = rooms.room(name);
    if (known?.hasLeft(participant) === true) return this.#refuse(id, fault('removed-from-room'));
    const room = this.#attempt(id, 'wrong-secret', () =>
      known?.isToken(participant, token) === true ? known : undefined,
    );
    if (room === undefined) return;
    this.#send({ type: 'entered', id });
    this.#follow(room, participant, after);
  }

  #act({ id, action }: CommandOf<'act'>): void {
    const { doors, limits } = this.#options;
    const membership = this.#membership;
    if (membership === undefined) return this.#refuse(id, fault('not-in-room'));
    const may = doors.mayAct(membership.key);
    if (!may.ok) return this.#refuse(id, fault('slow-down', { limit: limits.roomActionsPerMinute }), may.retryAfterMs);
    if (action.kind === 'show-code') {
      const bytes = Buffer.byteLength(action.code);
      if (bytes > limits.maxCodeBytes)
        return this.#refuse(
          id,
          fault('code-too-large', { bytes, limit: quantity('maxCodeBytes', limits.maxCodeBytes) }),
        );
    }
    const taken = membership.room.act(membership.by, id, action);
    if (!taken.ok) return this.#refuse(id, taken.fault);
    this.#send({ type: 'acted', id, ...(taken.seq !== undefined && { seq: taken.seq }) });
  }

  /** Opens a door for who may try it and has what opens it. What opens nothing is counted. */
  #attempt(id: string, refusal: 'wrong-secret' | 'room-not-found', open: () => Room | undefined): Room | undefined {
    const { doors, address } = this.#options;
    const may = doors.mayTry(address);
    if (!may.ok) return void this.#refuse(id, fault('too-many-attempts'), may.retryAfterMs);
    const room = open();
    if (room !== undefined) return room;
    doors.failed(address);
    return void this.#refuse(id, fault(refusal));
  }

  #follow(room: Room, participant: number, after: number | undefined): void {
    const { limits } = this.#options;
    this.#attach(
      room,
      participant,
      () =>
        new ParticipantFeed({
          room,
          participant,
          after,
          limits,
          send: (fact) => this.#send(fact),
          onRevoked: ({ name }) => this.#socket.closeWith(name === 'left-room' ? 'left-room' : 'removed-from-room'),
        }),
    );
  }

  #attach(room: Room, by: Membership['by'], follow: () => Membership['feed']): void {
    clearTimeout(this.#silent);
    this.#detach();
    const key = `${room.id}/${by}`;
    this.#membership = { room, by, key, feed: follow() };
    this.#options.pages.add(key, this);
  }

  #detach(): void {
    if (this.#membership === undefined) return;
    const { key, feed } = this.#membership;
    feed.close();
    this.#options.pages.remove(key, this);
    this.#membership = undefined;
  }

  #refuseUnreadable(value: unknown, problem: string): void {
    const id = namedBy(value, 'id');
    if (id === undefined) this.#socket.closeWith('not-a-message');
    else this.#refuse(id, fault('not-a-message', { problem }));
  }

  #refuse(id: string, reason: FilledFault, retryAfterMs?: number): void {
    this.#send({ type: 'refused', id, fault: reason, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }

  /** A page that does not read is cut off, and has lost nothing: it comes back with the last `seq` that it read. */
  #send(fact: RoomFact): void {
    if (this.#socket.bufferedBytes > this.#options.limits.maxBufferedBytes) this.#socket.terminate();
    else this.#socket.send(fact);
  }

  #onClose(): void {
    clearTimeout(this.#silent);
    this.#detach();
  }
}

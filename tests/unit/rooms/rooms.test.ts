import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LIMITS, type Limits } from '#limits';
import { Rooms } from '#server/rooms/rooms.ts';
import { newSecret } from '#server/rooms/secrets.ts';
import { SqliteRoomStore } from '#server/rooms/sqlite-room-store.ts';
import { NO_FOLDER, openDatabase } from '#server/storage/open-database.ts';
import { ONE } from '#tests/helpers/room-state.ts';

const clock = { ms: 1_000_000 };

function roomsIn(path: string, limits: Partial<Limits> = {}) {
  const unreadable: string[] = [];
  const rooms = new Rooms({
    store: new SqliteRoomStore(openDatabase(path, 'rooms')),
    limits: { ...LIMITS, ...limits },
    nowMs: () => clock.ms,
    onUnreadable: (room) => unreadable.push(room),
  });
  return { rooms, unreadable };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'rooms-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function opened(rooms: Rooms) {
  const result = rooms.open('open', 'Onboarding');
  if (!result.ok) throw new Error(result.fault.name);
  return result;
}

function joined(room: ReturnType<typeof opened>['room'], name: string) {
  const token = newSecret();
  const result = room.join(name, token);
  if (!result.ok) throw new Error(result.fault.name);
  return { ...result, token };
}

test('a new process has the same room, with the same code, secret and tokens', () => {
  const path = folder();
  const { rooms } = roomsIn(path);
  const { room, secret } = opened(rooms);
  const ana = joined(room, 'Ana');
  room.act(ana.participant, 'a', { kind: 'pass', exercise: ONE });

  const again = roomsIn(path).rooms.room(room.id);
  expect(again?.state).toEqual(room.state);
  expect(again?.code).toBe(room.code);
  expect(again?.isSecret(secret)).toBe(true);
  expect(again?.isToken(ana.participant, ana.token)).toBe(true);
  expect(again?.events(2)).toEqual(room.events(2));
});

test('an action that was stored before a crash is not taken again after it', () => {
  const path = folder();
  const { room } = opened(roomsIn(path).rooms);
  const { participant } = joined(room, 'Ana');
  room.act(participant, 'same', { kind: 'start-run', exercise: ONE, language: 'python' });
  const again = roomsIn(path).rooms.room(room.id);
  expect(again?.act(participant, 'same', { kind: 'start-run', exercise: ONE, language: 'python' })).toEqual({
    ok: true,
  });
  expect(again?.state.seq).toBe(room.state.seq);
});

test('who joins again, because the answer was lost, is the same participant', () => {
  const { room } = opened(roomsIn(NO_FOLDER).rooms);
  const token = newSecret();
  expect(room.join('Ana', token)).toEqual({ ok: true, participant: 1 });
  expect(room.join('Ana', token)).toEqual({ ok: true, participant: 1 });
  expect(room.state.participants).toHaveLength(1);
});

test('neither a secret nor a token is in the database', () => {
  const database = openDatabase(NO_FOLDER, 'rooms');
  const rooms = new Rooms({
    store: new SqliteRoomStore(database),
    limits: LIMITS,
    nowMs: () => 0,
    onUnreadable: () => {},
  });
  const { room, secret } = opened(rooms);
  const { token } = joined(room, 'Ana');
  const stored = ['room', 'member', 'event'].flatMap((table) => database.prepare(`SELECT * FROM ${table}`).all());
  const text = stored
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
    .join('\n');
  expect(text).toContain('Ana');
  expect(text).not.toContain(secret);
  expect(text).not.toContain(token);
});

test('who was removed has no token, also after a restart', () => {
  const path = folder();
  const { room } = opened(roomsIn(path).rooms);
  const { participant, token } = joined(room, 'Ana');
  room.act('facilitator', 'r', { kind: 'remove', participant });
  for (const one of [room, roomsIn(path).rooms.room(room.id)]) {
    expect(one?.isToken(participant, token)).toBe(false);
    expect(one?.hasLeft(participant)).toBe(true);
  }
});

test('a room is found by its code however it is typed, until it ends', () => {
  const { rooms } = roomsIn(NO_FOLDER);
  const { room } = opened(rooms);
  expect(rooms.byCode(` ${room.code.toLowerCase().slice(0, 3)}-${room.code.slice(3)}`)).toBe(room);
  room.act('facilitator', 'end', { kind: 'end-room' });
  expect(rooms.byCode(room.code)).toBeUndefined();
});

test('a full room says how many places it has', () => {
  const { room } = opened(roomsIn(NO_FOLDER, { maxParticipants: 2 }).rooms);
  joined(room, 'Ana');
  joined(room, 'Bo');
  expect(room.join('Cy', newSecret())).toMatchObject({ ok: false, fault: { name: 'room-full' } });
});

test('a server that keeps as many rooms as it may opens none', () => {
  const { rooms } = roomsIn(NO_FOLDER, { maxRooms: 1 });
  const { room } = opened(rooms);
  expect(rooms.open('b', '')).toMatchObject({ ok: false, fault: { name: 'too-many-rooms' } });
  room.act('facilitator', 'end', { kind: 'end-room' });
  expect(rooms.open('c', '').ok).toBe(true);
});

test('a room that is full of events can still be ended', () => {
  const { room } = opened(roomsIn(NO_FOLDER, { maxRoomEvents: 2 }).rooms);
  const { participant } = joined(room, 'Ana');
  expect(room.act(participant, 'h', { kind: 'raise-hand' })).toMatchObject({ fault: { name: 'room-events' } });
  expect(room.act('facilitator', 'end', { kind: 'end-room' }).ok).toBe(true);
});

test('a room in which nothing happens ends, and is deleted when nobody needs it any more', () => {
  const path = folder();
  const { rooms } = roomsIn(path);
  const { room } = opened(rooms);
  clock.ms += LIMITS.roomIdleMs;
  rooms.sweep();
  expect(room.state.phase.is).toBe('ended');
  clock.ms += LIMITS.roomKeptMs;
  rooms.sweep();
  expect(rooms.room(room.id)).toBeUndefined();
  expect(roomsIn(path).rooms.count).toBe(0);
});

test('a room that cannot be read again does not keep the server from the others', () => {
  const path = folder();
  const { rooms } = roomsIn(path);
  const [broken, whole] = [opened(rooms).room, opened(rooms).room];
  joined(broken, 'Ana');
  openDatabase(path, 'rooms').exec(`DELETE FROM event WHERE room = '${broken.id}' AND seq = 1`);
  const again = roomsIn(path);
  expect(again.unreadable).toEqual([broken.id]);
  expect(again.rooms.room(whole.id)).toBeDefined();
});

test('an observer hears of an event after it was stored', () => {
  const { room } = opened(roomsIn(NO_FOLDER).rooms);
  const seen: number[] = [];
  room.observe({
    onEvent: ({ seq }) => seen.push(room.events(seq - 1)[0]?.seq ?? 0),
    onRevoked: () => {},
    onPresence: () => {},
  });
  joined(room, 'Ana');
  expect(seen).toEqual([2]);
});

test('a participant is connected while any of their pages is open', () => {
  const { room } = opened(roomsIn(NO_FOLDER).rooms);
  const { participant } = joined(room, 'Ana');
  const [first, second] = [room.arrive(participant), room.arrive(participant)];
  first();
  expect(room.connected).toEqual([participant]);
  second();
  expect(room.connected).toEqual([]);
});

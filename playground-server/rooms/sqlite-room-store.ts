import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { RoomEvent } from '#protocol/room-action.ts';
import type { RoomStore, StoredMember, StoredRoom } from './room-store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS room (id TEXT PRIMARY KEY, code TEXT NOT NULL, secret_hash BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS member (
    room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
    participant INTEGER NOT NULL,
    token_hash BLOB NOT NULL,
    PRIMARY KEY (room, participant)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS event (
    room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    id TEXT NOT NULL,
    action TEXT NOT NULL,
    PRIMARY KEY (room, seq)
  ) STRICT, WITHOUT ROWID;
`;

interface EventRow {
  seq: number;
  at_ms: number;
  actor: string;
  id: string;
  action: string;
}

/** Rooms in SQLite. The primary key of an event refuses a second one with its number. */
export class SqliteRoomStore implements RoomStore {
  readonly #database: DatabaseSync;
  readonly #appendEvent: StatementSync;
  readonly #eventsAfter: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(`PRAGMA foreign_keys = ON; ${SCHEMA}`);
    this.#appendEvent = database.prepare(
      'INSERT INTO event (room, seq, at_ms, actor, id, action) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#eventsAfter = database.prepare(
      'SELECT seq, at_ms, actor, id, action FROM event WHERE room = ? AND seq > ? ORDER BY seq',
    );
  }

  rooms(): StoredRoom[] {
    return this.#database
      .prepare('SELECT id, code, secret_hash AS secretHash FROM room')
      .all() as unknown as StoredRoom[];
  }

  members(room: string): StoredMember[] {
    return this.#database
      .prepare('SELECT participant, token_hash AS tokenHash FROM member WHERE room = ?')
      .all(room) as unknown as StoredMember[];
  }

  events(room: string, after: number): RoomEvent[] {
    return (this.#eventsAfter.all(room, after) as unknown as EventRow[]).map(({ seq, at_ms, actor, id, action }) =>
      RoomEvent.parse({
        seq,
        atMs: at_ms,
        by: /^\d+$/.test(actor) ? Number(actor) : actor,
        id,
        action: JSON.parse(action),
      }),
    );
  }

  addRoom(room: StoredRoom, opened: RoomEvent): void {
    this.#inTransaction(() => {
      this.#database
        .prepare('INSERT INTO room (id, code, secret_hash) VALUES (?, ?, ?)')
        .run(room.id, room.code, room.secretHash);
      this.append(room.id, opened);
    });
  }

  addMember(room: string, member: StoredMember, joined: RoomEvent): void {
    this.#inTransaction(() => {
      this.#database
        .prepare('INSERT INTO member (room, participant, token_hash) VALUES (?, ?, ?)')
        .run(room, member.participant, member.tokenHash);
      this.append(room, joined);
    });
  }

  append(room: string, { seq, atMs, by, id, action }: RoomEvent): void {
    this.#appendEvent.run(room, seq, atMs, String(by), id, JSON.stringify(action));
  }

  removeMember(room: string, participant: number, event: RoomEvent): void {
    this.#inTransaction(() => {
      this.#database.prepare('DELETE FROM member WHERE room = ? AND participant = ?').run(room, participant);
      this.append(room, event);
    });
  }

  removeRoom(room: string): void {
    this.#database.prepare('DELETE FROM room WHERE id = ?').run(room);
  }

  close(): void {
    this.#database.close();
  }

  #inTransaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

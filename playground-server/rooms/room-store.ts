import type { RoomEvent } from '#protocol/room-action.ts';

export interface StoredRoom {
  id: string;
  code: string;
  secretHash: Uint8Array;
}

export interface StoredMember {
  participant: number;
  tokenHash: Uint8Array;
}

/**
 * Where rooms outlive the process. An event that `append` has taken is there
 * after a crash of the server; who calls it may then tell others of it.
 */
export interface RoomStore {
  rooms(): StoredRoom[];
  members(room: string): StoredMember[];
  /** The events after a number, in order. */
  events(room: string, after: number): RoomEvent[];
  addRoom(room: StoredRoom, opened: RoomEvent): void;
  /** Both or neither: who is in the room has a token, and nobody else. */
  addMember(room: string, member: StoredMember, joined: RoomEvent): void;
  append(room: string, event: RoomEvent): void;
  removeMember(room: string, participant: number, event: RoomEvent): void;
  removeRoom(room: string): void;
  close(): void;
}

// Runs in the browser and on the server. No DOM, no node: imports.
import type { FaultName } from '#content/faults.ts';
import type { RoomActor } from '#protocol/room-action.ts';
import type { Participant, RoomSnapshot } from '#protocol/room-snapshot.ts';

/**
 * A room is a pure function of its events. The server applies each action as
 * it comes and stores the event; a restart applies the stored ones again; the
 * facilitator's board applies them a third time. All three hold the same state
 * because `applyOperation` knows no clock, no socket and no random number.
 *
 * Each file beside this one is a family of operations.
 */
export interface RoomState extends RoomSnapshot {
  /** The latest ids of each actor: what comes again under the same id was taken already. */
  readonly taken: Readonly<Record<string, readonly string[]>>;
}

/** What the shell does besides keeping the new state. */
export type RoomEffect =
  /** The participant's token is worth nothing any more, and its sockets are closed with the fault. */
  { effect: 'revoke'; participant: number; fault: FaultName };

export type Applied =
  | { outcome: 'applied'; state: RoomState; effects: readonly RoomEffect[] }
  /** Taken before: the sender had not heard of it. */
  | { outcome: 'repeated' }
  | { outcome: 'refused'; fault: FaultName };

/** An operation as a family sees it: who, when, and the room before it. */
export interface Circumstances {
  state: RoomState;
  by: RoomActor;
  atMs: number;
  /** The number that the event will have. */
  seq: number;
}

export type Change =
  | { outcome: 'applied'; state: RoomState; effects?: readonly RoomEffect[] }
  | { outcome: 'refused'; fault: FaultName };

export const changed = (state: RoomState, effects: readonly RoomEffect[] = []): Change => ({
  outcome: 'applied',
  state,
  effects,
});

export const refused = (fault: FaultName): Change => ({ outcome: 'refused', fault });

export const EMPTY_ROOM: RoomState = {
  seq: 0,
  title: '',
  openedAtMs: 0,
  phase: { is: 'open', locked: false },
  participants: [],
  joined: 0,
  released: [],
  notes: [],
  history: [],
  taken: {},
};

export function participantOf(state: RoomSnapshot, number: number): Participant | undefined {
  return state.participants.find((participant) => participant.number === number);
}

/** The room with one participant changed. */
export function withParticipant(
  state: RoomState,
  number: number,
  change: (participant: Participant) => Participant,
): RoomState {
  return {
    ...state,
    participants: state.participants.map((one) => (one.number === number ? change(one) : one)),
  };
}

/** A copy without an optional field. */
export function without<Value extends object, Key extends keyof Value>(value: Value, key: Key): Omit<Value, Key> {
  const { [key]: _, ...rest } = value;
  return rest;
}

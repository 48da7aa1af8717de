// Runs in the browser and on the server. No DOM, no node: imports.
import type { RoomSnapshot, RoomView } from '#protocol/room-snapshot.ts';
import { distributionOf } from './distribution.ts';
import { participantOf, without, type RoomState } from './room-state.ts';

/** What a participant may know: the room as numbers, and nobody's name but the own. */
export function viewOf(state: RoomState, number: number): RoomView | undefined {
  const self = participantOf(state, number);
  if (self === undefined) return undefined;
  const { seq, title, phase, participants, pointedAt, released, notes, question } = state;
  const isMine = question?.participant === number;
  return {
    seq,
    title,
    phase,
    participant: number,
    name: self.name,
    hand: self.handAtMs !== undefined,
    people: participants.length,
    distribution: distributionOf(state),
    ...(pointedAt !== undefined && { pointedAt }),
    released,
    notes: notes
      .filter(({ participant }) => participant === undefined || participant === number)
      .map(({ seq: noteSeq, atMs, text }) => ({ seq: noteSeq, atMs, text })),
    ...(isMine && question.is === 'asked' && { ask: question.ask }),
    showing: isMine && question.is === 'shown',
  };
}

/** What a facilitator may know: everything but the ids that were taken. */
export function snapshotOf(state: RoomState): RoomSnapshot {
  return without(state, 'taken');
}

/** A room to go on from with `replay`. The ids that it lacks were taken before and do not come again as events. */
export function roomFrom(snapshot: RoomSnapshot): RoomState {
  return { ...snapshot, taken: {} };
}

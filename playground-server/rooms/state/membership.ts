// Runs in the browser and on the server. No DOM, no node: imports.
import { plainName, plainText, sameName } from '#protocol/plain-text.ts';
import {
  changed,
  participantOf,
  refused,
  without,
  type Change,
  type Circumstances,
  type RoomState,
} from './room-state.ts';

/** Who comes and goes. */

export const MAX_NAME_CHARACTERS = 32;
const MAX_TITLE_CHARACTERS = 60;

export function openRoom({ state, atMs }: Circumstances, { title }: { title: string }): Change {
  return changed({ ...state, title: plainText(title, MAX_TITLE_CHARACTERS), openedAtMs: atMs });
}

/** The server has chosen the number, and counts the places. */
export function join(
  { state, atMs }: Circumstances,
  { participant, name }: { participant: number; name: string },
): Change {
  const plain = plainName(name, MAX_NAME_CHARACTERS);
  if (plain === '') return refused('name-empty');
  if (state.phase.is === 'open' && state.phase.locked) return refused('room-locked');
  if (state.participants.some((other) => sameName(other.name, plain))) return refused('name-taken');
  return changed({
    ...state,
    joined: participant,
    participants: [...state.participants, { number: participant, name: plain, joinedAtMs: atMs, left: [], passed: [] }],
  });
}

export function leave({ state, by }: Circumstances): Change {
  return gone(state, by as number, 'left-room');
}

export function remove({ state }: Circumstances, { participant }: { participant: number }): Change {
  if (participantOf(state, participant) === undefined) return refused('no-such-participant');
  return gone(state, participant, 'removed-from-room');
}

function gone(state: RoomState, number: number, fault: 'left-room' | 'removed-from-room'): Change {
  const rest: RoomState = { ...state, participants: state.participants.filter((one) => one.number !== number) };
  const next = state.question?.participant === number ? (without(rest, 'question') as RoomState) : rest;
  return changed({ ...next, taken: without(next.taken, String(number)) }, [
    { effect: 'revoke', participant: number, fault },
  ]);
}

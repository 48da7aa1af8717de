// Runs in the browser and on the server. No DOM, no node: imports.
import { plainText } from '#protocol/plain-text.ts';
import { changed, participantOf, refused, type Change, type Circumstances } from './room-state.ts';

/** What the facilitator does with the whole room. */

/** As many as a page can look back on. */
const MAX_NOTES = 50;
const MAX_NOTE_CHARACTERS = 300;

export function pointRoom({ state }: Circumstances, { exercise }: { exercise: string }): Change {
  return changed({ ...state, pointedAt: exercise });
}

export function sendNote(
  { state, atMs, seq }: Circumstances,
  { text, participant }: { text: string; participant?: number | undefined },
): Change {
  if (participant !== undefined && participantOf(state, participant) === undefined)
    return refused('no-such-participant');
  const plain = plainText(text, MAX_NOTE_CHARACTERS);
  if (plain === '') return refused('note-empty');
  const note = { seq, atMs, text: plain, ...(participant !== undefined && { participant }) };
  return changed({ ...state, notes: [...state.notes, note].slice(-MAX_NOTES) });
}

export function releaseSolution({ state }: Circumstances, { exercise }: { exercise: string }): Change {
  return changed(
    state.released.includes(exercise) ? state : { ...state, released: [...state.released, exercise].slice(-64) },
  );
}

export function lockRoom({ state }: Circumstances): Change {
  return changed({ ...state, phase: { is: 'open', locked: true } });
}

export function unlockRoom({ state }: Circumstances): Change {
  return changed({ ...state, phase: { is: 'open', locked: false } });
}

export function endRoom({ state, atMs }: Circumstances): Change {
  return changed({ ...state, phase: { is: 'ended', atMs } });
}

// Runs in the browser and on the server. No DOM, no node: imports.
import type { RoomAction, RoomActor, RoomEvent } from '#protocol/room-action.ts';
import { askForCode, keepCode, lowerHand, lowerHandOf, putCodeAway, raiseHand, showCode } from './attention.ts';
import { endRoom, lockRoom, pointRoom, releaseSolution, sendNote, unlockRoom } from './guidance.ts';
import { join, leave, openRoom, remove } from './membership.ts';
import { fail, openExercise, openRung, pass, seeClose, startRun } from './progress.ts';
import { participantOf, type Applied, type Change, type Circumstances, type RoomState } from './room-state.ts';

type Kind = RoomAction['kind'];
type ActionOf<K extends Kind> = Extract<RoomAction, { kind: K }>;
type Role = 'participant' | 'facilitator' | 'server';

/** Who may do what, and what it does: the whole of a room in one table. */
const OPERATIONS: {
  readonly [K in Kind]: { by: Role; apply: (at: Circumstances, action: ActionOf<K>) => Change };
} = {
  'open-room': { by: 'server', apply: openRoom },
  join: { by: 'server', apply: join },
  leave: { by: 'participant', apply: leave },
  remove: { by: 'facilitator', apply: remove },

  'open-exercise': { by: 'participant', apply: openExercise },
  'start-run': { by: 'participant', apply: startRun },
  'see-close': { by: 'participant', apply: seeClose },
  fail: { by: 'participant', apply: fail },
  pass: { by: 'participant', apply: pass },
  'open-rung': { by: 'participant', apply: openRung },

  'raise-hand': { by: 'participant', apply: raiseHand },
  'lower-hand': { by: 'participant', apply: lowerHand },
  'lower-hand-of': { by: 'facilitator', apply: lowerHandOf },
  'ask-for-code': { by: 'facilitator', apply: askForCode },
  'show-code': { by: 'participant', apply: showCode },
  'keep-code': { by: 'participant', apply: keepCode },
  'put-code-away': { by: 'facilitator', apply: putCodeAway },

  'point-room': { by: 'facilitator', apply: pointRoom },
  'send-note': { by: 'facilitator', apply: sendNote },
  'release-solution': { by: 'facilitator', apply: releaseSolution },
  'lock-room': { by: 'facilitator', apply: lockRoom },
  'unlock-room': { by: 'facilitator', apply: unlockRoom },
  'end-room': { by: 'facilitator', apply: endRoom },
};

/** More than a page sends again after a minute without a network. */
const REMEMBERED_IDS = 256;

/** What a room would be after an action, or why it cannot be taken. Refusal is ordinary: people act at the same time. */
export function applyOperation(state: RoomState, operation: Omit<RoomEvent, 'seq'>): Applied {
  const { by, id, atMs, action } = operation;
  const actor = String(by);
  if (state.taken[actor]?.includes(id)) return { outcome: 'repeated' };
  const row = OPERATIONS[action.kind] as { by: Role; apply: (at: Circumstances, action: RoomAction) => Change };
  if (row.by !== roleOf(by)) return { outcome: 'refused', fault: 'not-allowed-in-room' };
  if (state.phase.is === 'ended') return { outcome: 'refused', fault: 'room-ended' };
  if (typeof by === 'number' && participantOf(state, by) === undefined)
    return { outcome: 'refused', fault: 'removed-from-room' };

  const seq = state.seq + 1;
  const change = row.apply({ state, by, atMs, seq }, action);
  if (change.outcome === 'refused') return change;
  const remembered = change.effects?.some(({ participant }) => participant === by)
    ? change.state.taken
    : { ...change.state.taken, [actor]: [...(change.state.taken[actor] ?? []), id].slice(-REMEMBERED_IDS) };
  return { outcome: 'applied', state: { ...change.state, seq, taken: remembered }, effects: change.effects ?? [] };
}

/**
 * The room after events that were taken before, from the state that the first
 * of them follows.
 *
 * @throws when one is missing or was taken under other rules
 */
export function replay(state: RoomState, events: Iterable<RoomEvent>): RoomState {
  let room = state;
  for (const event of events) {
    const applied = event.seq === room.seq + 1 ? applyOperation(room, event) : undefined;
    if (applied?.outcome !== 'applied') throw new Error(`Event ${event.seq} does not follow event ${room.seq}.`);
    room = applied.state;
  }
  return room;
}

function roleOf(by: RoomActor): Role {
  return typeof by === 'number' ? 'participant' : by;
}

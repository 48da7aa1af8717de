import { expect, test } from 'vitest';
import { FacilitatorAction, ParticipantAction, type RoomAction, type RoomActor } from '#protocol/room-action.ts';
import { applyOperation, replay } from '#server/rooms/state/apply-operation.ts';
import { EMPTY_ROOM } from '#server/rooms/state/room-state.ts';
import { roomFrom, snapshotOf } from '#server/rooms/state/room-view.ts';
import { ONE, RoomInTest } from '#tests/helpers/room-state.ts';

const PARTICIPANTS: RoomAction[] = [
  { kind: 'open-exercise', exercise: ONE },
  { kind: 'start-run', exercise: ONE, language: 'python' },
  { kind: 'see-close', exercise: ONE, code: 1006, reason: '' },
  { kind: 'fail', exercise: ONE, check: 'It sees 4004', met: 0 },
  { kind: 'pass', exercise: ONE },
  { kind: 'open-rung', exercise: ONE, rung: 1 },
  { kind: 'raise-hand' },
  { kind: 'lower-hand' },
  { kind: 'show-code', ask: 4, exercise: ONE, language: 'python', code: 'x' },
  { kind: 'keep-code', ask: 4 },
  { kind: 'leave' },
];

const FACILITATORS: RoomAction[] = [
  { kind: 'point-room', exercise: ONE },
  { kind: 'send-note', text: 'Five minutes' },
  { kind: 'ask-for-code', participant: 1 },
  { kind: 'put-code-away' },
  { kind: 'release-solution', exercise: ONE },
  { kind: 'lower-hand-of', participant: 1 },
  { kind: 'remove', participant: 2 },
  { kind: 'lock-room' },
  { kind: 'unlock-room' },
  { kind: 'end-room' },
];

/** A room in which every one of the actions above is in order. */
const ready = () => new RoomInTest().does(['facilitator', { kind: 'ask-for-code', participant: 1 }]);

test('every action of the contract is tried below', () => {
  const kinds = [...ParticipantAction.options, ...FacilitatorAction.options].map(({ shape }) => shape.kind.value);
  expect([...PARTICIPANTS, ...FACILITATORS].map(({ kind }) => kind)).toEqual(kinds);
});

test.each([
  ...PARTICIPANTS.map((action): [string, RoomAction, RoomActor, RoomActor] => [action.kind, action, 1, 'facilitator']),
  ...FACILITATORS.map((action): [string, RoomAction, RoomActor, RoomActor] => [action.kind, action, 'facilitator', 1]),
])('%s is taken from the one whose it is, and from nobody else', (_, action, owner, other) => {
  const room = ready();
  const before = room.state;
  expect(room.tries(other, action)).toEqual({ outcome: 'refused', fault: 'not-allowed-in-room' });
  expect(room.state).toBe(before);
  expect(room.tries(owner, action).outcome).toBe('applied');
});

test.each([...PARTICIPANTS, ...FACILITATORS])('$kind is refused once the room has ended', (action) => {
  const room = ready().does(['facilitator', { kind: 'end-room' }]);
  const by = PARTICIPANTS.includes(action) ? 1 : 'facilitator';
  expect(room.tries(by, action)).toEqual({ outcome: 'refused', fault: 'room-ended' });
});

test('a participant who is not in the room does nothing there', () => {
  const room = ready();
  expect(room.tries(3, { kind: 'raise-hand' })).toEqual({ outcome: 'refused', fault: 'removed-from-room' });
});

test('events are numbered from 1 without gaps, and what is refused takes no number', () => {
  const room = new RoomInTest();
  room.tries('facilitator', { kind: 'remove', participant: 9 });
  room.does([1, { kind: 'raise-hand' }]);
  expect(room.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test('the same action under the same id is taken once', () => {
  const room = new RoomInTest();
  const run: RoomAction = { kind: 'start-run', exercise: ONE, language: 'typescript' };
  expect(room.tries(1, run, 0, 'a').outcome).toBe('applied');
  expect(room.tries(1, run, 0, 'a')).toEqual({ outcome: 'repeated' });
  expect(room.participant(1).open?.runs).toBe(1);
});

test('two people may choose the same id', () => {
  const room = new RoomInTest();
  expect(room.tries(1, { kind: 'raise-hand' }, 0, 'a').outcome).toBe('applied');
  expect(room.tries(2, { kind: 'raise-hand' }, 0, 'a').outcome).toBe('applied');
});

test('the ids that are remembered have a bound', () => {
  const room = new RoomInTest();
  for (let run = 0; run < 300; run += 1) room.tries(1, { kind: 'raise-hand' }, 0, `run-${run}`);
  expect(room.state.taken['1']).toHaveLength(256);
  expect(room.tries(1, { kind: 'raise-hand' }, 0, 'run-299')).toEqual({ outcome: 'repeated' });
});

test('the stored events make the same room again', () => {
  const room = ready();
  for (const action of PARTICIPANTS) room.tries(1, action, 60_000);
  for (const action of FACILITATORS) room.tries('facilitator', action, 90_000);
  expect(replay(EMPTY_ROOM, room.events)).toEqual(room.state);
});

test('a board that has a snapshot and the events after it holds the same room', () => {
  const room = new RoomInTest();
  const snapshot = snapshotOf(room.state);
  room.does([1, { kind: 'see-close', exercise: ONE, code: 4004, reason: 'x' }], ['facilitator', { kind: 'lock-room' }]);
  const board = replay(roomFrom(snapshot), room.events.slice(3));
  expect(snapshotOf(board)).toEqual(snapshotOf(room.state));
});

test('a missing event is noticed', () => {
  const { events } = ready();
  expect(() => replay(EMPTY_ROOM, events.toSpliced(1, 1))).toThrow('Event 3 does not follow event 1.');
});

test('an operation leaves the room before it as it was', () => {
  const room = ready();
  const before = structuredClone(room.state);
  applyOperation(room.state, { by: 1, id: 'x', atMs: 5, action: { kind: 'pass', exercise: ONE } });
  expect(room.state).toEqual(before);
});

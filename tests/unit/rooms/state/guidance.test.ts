import { expect, test } from 'vitest';
import { viewOf } from '#server/rooms/state/room-view.ts';
import { ONE, RoomInTest, TWO } from '#tests/helpers/room-state.ts';

test('the room points at one exercise, the latest', () => {
  const room = new RoomInTest().does(
    ['facilitator', { kind: 'point-room', exercise: ONE }],
    ['facilitator', { kind: 'point-room', exercise: TWO }],
  );
  expect(room.state.pointedAt).toBe(TWO);
});

test('a note is numbered by its event and read by everybody', () => {
  const room = new RoomInTest().does(['facilitator', { kind: 'send-note', text: ' Five  minutes\n' }, 7]);
  expect(viewOf(room.state, 1)?.notes).toEqual([{ seq: 4, atMs: 7, text: 'Five minutes' }]);
  expect(viewOf(room.state, 2)?.notes).toHaveLength(1);
});

test('a note to one is read by nobody else', () => {
  const room = new RoomInTest().does(['facilitator', { kind: 'send-note', text: 'Look at line 3', participant: 2 }]);
  expect(viewOf(room.state, 1)?.notes).toEqual([]);
  expect(viewOf(room.state, 2)?.notes).toHaveLength(1);
});

test('a note needs somebody to read it and something to read', () => {
  const room = new RoomInTest();
  expect(room.tries('facilitator', { kind: 'send-note', text: 'x', participant: 9 })).toMatchObject({
    fault: 'no-such-participant',
  });
  expect(room.tries('facilitator', { kind: 'send-note', text: '\n ' })).toMatchObject({ fault: 'note-empty' });
});

test('the latest fifty notes are kept', () => {
  const room = new RoomInTest();
  for (let n = 0; n < 60; n += 1) room.does(['facilitator', { kind: 'send-note', text: `note ${n}` }]);
  expect(room.state.notes.map(({ text }) => text)).toHaveLength(50);
  expect(room.state.notes.at(-1)?.text).toBe('note 59');
});

test('a solution is released once', () => {
  const room = new RoomInTest().does(
    ['facilitator', { kind: 'release-solution', exercise: ONE }],
    ['facilitator', { kind: 'release-solution', exercise: ONE }],
  );
  expect(room.state.released).toEqual([ONE]);
});

test('an ended room says when, and keeps what there was', () => {
  const room = new RoomInTest().does(['facilitator', { kind: 'end-room' }, 9_000]);
  expect(room.state.phase).toEqual({ is: 'ended', atMs: 9_000 });
  expect(room.state.participants).toHaveLength(2);
});

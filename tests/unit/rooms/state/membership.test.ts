import { expect, test } from 'vitest';
import { RoomInTest } from '#tests/helpers/room-state.ts';

const names = (room: RoomInTest): string[] => room.state.participants.map(({ name }) => name);

test('who joins is in the room under the name', () => {
  expect(names(new RoomInTest())).toEqual(['Ana', 'Bo']);
});

test.each([
  ['only blanks', '  \u00a0\u3000 '],
  ['only what cannot be seen', '\u200b\u3164\u2800\u202e'],
])('a name of %s is refused', (_, name) => {
  const room = new RoomInTest();
  expect(room.tries('server', { kind: 'join', participant: 3, name })).toEqual({
    outcome: 'refused',
    fault: 'name-empty',
  });
});

test.each(['ana', 'Aná', ' A\u200bna', 'A.N.A.', 'Ａｎａ'])('%j is taken, because it looks like Ana', (name) => {
  const room = new RoomInTest();
  expect(room.tries('server', { kind: 'join', participant: 3, name })).toEqual({
    outcome: 'refused',
    fault: 'name-taken',
  });
});

test.each(['李', 'あ', '7', '🦊'])('%s is a name', (name) => {
  const room = new RoomInTest().does(['server', { kind: 'join', participant: 3, name }]);
  expect(names(room)).toContain(name);
});

test('a name keeps no sign that would turn the row around', () => {
  const room = new RoomInTest().does(['server', { kind: 'join', participant: 3, name: '\u202eevil\u2066 <b>x</b>' }]);
  expect(room.participant(3).name).toBe('evil <b>x</b>');
});

test('who leaves is gone, and the token with them', () => {
  const room = new RoomInTest();
  const applied = room.tries(1, { kind: 'leave' });
  expect(applied).toMatchObject({ effects: [{ effect: 'revoke', participant: 1, fault: 'left-room' }] });
  expect(names(room)).toEqual(['Bo']);
});

test('who is removed is told so, and takes the question for their code along', () => {
  const room = new RoomInTest().does(['facilitator', { kind: 'ask-for-code', participant: 2 }]);
  const applied = room.tries('facilitator', { kind: 'remove', participant: 2 });
  expect(applied).toMatchObject({ effects: [{ effect: 'revoke', participant: 2, fault: 'removed-from-room' }] });
  expect(room.state.question).toBeUndefined();
  expect(room.tries('facilitator', { kind: 'remove', participant: 2 })).toMatchObject({ fault: 'no-such-participant' });
});

test('a number is never given twice', () => {
  const room = new RoomInTest().does(['facilitator', { kind: 'remove', participant: 2 }]);
  expect(room.state.joined).toBe(2);
});

test('a locked room takes nobody in, and an unlocked one does again', () => {
  const room = new RoomInTest().does(['facilitator', { kind: 'lock-room' }]);
  const cy = { kind: 'join', participant: 3, name: 'Cy' } as const;
  expect(room.tries('server', cy)).toEqual({ outcome: 'refused', fault: 'room-locked' });
  room.does(['facilitator', { kind: 'unlock-room' }], ['server', cy]);
  expect(names(room)).toEqual(['Ana', 'Bo', 'Cy']);
});

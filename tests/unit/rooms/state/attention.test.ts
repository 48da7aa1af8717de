import { expect, test } from 'vitest';
import { ONE, RoomInTest } from '#tests/helpers/room-state.ts';

const asked = () => new RoomInTest().does(['facilitator', { kind: 'ask-for-code', participant: 1 }]);
const ASK = 4;
const shown = { kind: 'show-code', ask: ASK, exercise: ONE, language: 'python', code: 'pass\n' } as const;

test('a raised hand keeps the time at which it was raised', () => {
  const room = new RoomInTest().does([1, { kind: 'raise-hand' }, 1_000], [1, { kind: 'raise-hand' }, 9_000]);
  expect(room.participant(1).handAtMs).toBe(1_000);
});

test('a hand goes down by its owner and by the facilitator', () => {
  const room = new RoomInTest().does([1, { kind: 'raise-hand' }], [1, { kind: 'lower-hand' }]);
  expect(room.participant(1)).not.toHaveProperty('handAtMs');
  room.does([1, { kind: 'raise-hand' }], ['facilitator', { kind: 'lower-hand-of', participant: 1 }]);
  expect(room.participant(1)).not.toHaveProperty('handAtMs');
});

test('code is shown with the consent of the one who was asked', () => {
  const room = asked().does([1, shown, 5_000]);
  expect(room.state.question).toEqual({
    is: 'shown',
    ask: ASK,
    participant: 1,
    atMs: 5_000,
    exercise: ONE,
    language: 'python',
    code: 'pass\n',
  });
});

test('nobody shows code without being asked, or for somebody else', () => {
  expect(new RoomInTest().tries(1, shown)).toEqual({ outcome: 'refused', fault: 'not-asked' });
  expect(asked().tries(2, shown)).toEqual({ outcome: 'refused', fault: 'not-asked' });
});

test('each question needs its own consent', () => {
  const room = asked().does([1, shown]);
  expect(room.tries(1, { ...shown, code: 'more' })).toMatchObject({ fault: 'not-asked' });
  room.does(['facilitator', { kind: 'ask-for-code', participant: 1 }]);
  expect(room.tries(1, { ...shown, code: 'more' })).toMatchObject({ fault: 'not-asked' });
  expect(room.tries(1, { ...shown, ask: 6, code: 'more' }).outcome).toBe('applied');
});

test('who keeps the code has answered', () => {
  const room = asked().does([1, { kind: 'keep-code', ask: ASK }]);
  expect(room.state.question).toMatchObject({ is: 'kept', participant: 1 });
  expect(room.tries(1, shown)).toMatchObject({ fault: 'not-asked' });
});

test('a question to the next one takes the code that was shown away', () => {
  const room = asked().does([1, shown], ['facilitator', { kind: 'ask-for-code', participant: 2 }]);
  expect(room.state.question).toMatchObject({ is: 'asked', participant: 2 });
});

test('code that is put away is gone from the room', () => {
  const room = asked().does([1, shown], ['facilitator', { kind: 'put-code-away' }]);
  expect(JSON.stringify(room.state)).not.toContain('pass\\n');
});

test('code cannot hide what it does behind signs that turn the line around', () => {
  const room = asked().does([1, { ...shown, code: 'if admin:\n\t# \u202e } \u2066 begin' }]);
  expect(room.state.question).toMatchObject({ code: 'if admin:\n\t# \ufffd } \ufffd begin' });
});

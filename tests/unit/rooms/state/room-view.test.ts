import { expect, test } from 'vitest';
import { RoomView } from '#protocol/room-snapshot.ts';
import { viewOf } from '#server/rooms/state/room-view.ts';
import { ONE, RoomInTest } from '#tests/helpers/room-state.ts';

const busy = () =>
  new RoomInTest().does(
    [1, { kind: 'see-close', exercise: ONE, code: 1006, reason: 'from Ana' }],
    [2, { kind: 'see-close', exercise: ONE, code: 4004, reason: 'from Bo' }],
    [2, { kind: 'raise-hand' }],
    ['facilitator', { kind: 'ask-for-code', participant: 2 }],
  );

test('a participant sees the distribution of the whole room', () => {
  expect(viewOf(busy().state, 1)?.distribution).toEqual([
    { code: 1006, count: 1 },
    { code: 4004, count: 1 },
  ]);
});

test('a participant learns nobody else\u2019s name, reason, hand or exercise', () => {
  const text = JSON.stringify(viewOf(busy().state, 1));
  for (const foreign of ['Bo', 'from', ONE, 'ask']) expect(text).not.toContain(foreign);
  expect(viewOf(busy().state, 1)).toMatchObject({ name: 'Ana', hand: false, people: 2 });
});

test('only the one who is asked for code knows it', () => {
  const { state } = busy();
  expect(viewOf(state, 2)?.ask).toBe(7);
  expect(viewOf(state, 1)).not.toHaveProperty('ask');
});

test('who shows code knows as long as it is shown', () => {
  const room = busy().does([2, { kind: 'show-code', ask: 7, exercise: ONE, language: 'python', code: 'x' }]);
  expect(viewOf(room.state, 2)?.showing).toBe(true);
  room.does(['facilitator', { kind: 'put-code-away' }]);
  expect(viewOf(room.state, 2)?.showing).toBe(false);
});

test('a view is what the contract says', () => {
  expect(() => RoomView.parse(viewOf(busy().state, 2))).not.toThrow();
});

test('who is not in the room has no view of it', () => {
  expect(viewOf(busy().state, 3)).toBeUndefined();
});

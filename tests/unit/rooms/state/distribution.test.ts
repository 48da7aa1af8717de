import { expect, test } from 'vitest';
import { codeOutcome, distributionOf } from '#server/rooms/state/distribution.ts';
import { ONE, RoomInTest } from '#tests/helpers/room-state.ts';

const see = (code: number) => ({ kind: 'see-close', exercise: ONE, code, reason: '' }) as const;

test('each participant counts once, with the code that they saw last', () => {
  const room = new RoomInTest().does([1, see(1006)], [2, see(1006)], [1, see(4004)]);
  expect(distributionOf(room.state)).toEqual([
    { code: 1006, count: 1 },
    { code: 4004, count: 1 },
  ]);
});

test('who has seen none counts nowhere', () => {
  expect(distributionOf(new RoomInTest().state)).toEqual([]);
});

test('who leaves takes their code along', () => {
  const room = new RoomInTest().does([1, see(1006)], [2, see(4004)], [1, { kind: 'leave' }]);
  expect(distributionOf(room.state)).toEqual([{ code: 4004, count: 1 }]);
});

test.each([
  [1000, 'ordinary'],
  [1001, 'ordinary'],
  [1005, 'ordinary'],
  [1006, 'untold'],
  [1015, 'untold'],
  [1011, 'failed'],
  [1008, 'told'],
  [1013, 'told'],
  [3000, 'told'],
  [4004, 'told'],
])('%d is %s', (code, outcome) => {
  expect(codeOutcome(code)).toBe(outcome);
});

import { expect, test } from 'vitest';
import { minutesSince, standingOf } from '#server/rooms/state/standing.ts';
import { ONE, RoomInTest, TWO } from '#tests/helpers/room-state.ts';

const MINUTE = 60_000;
const STUCK_AFTER = 5 * MINUTE;

const standing = (room: RoomInTest, nowMs: number) => standingOf(room.participant(1), nowMs, STUCK_AFTER);

test('who has opened nothing yet is waiting', () => {
  expect(standing(new RoomInTest(), 0)).toEqual({ is: 'waiting' });
});

test('an open exercise without a run is being read', () => {
  const room = new RoomInTest().does([1, { kind: 'open-exercise', exercise: ONE }, MINUTE]);
  expect(standing(room, 2 * MINUTE)).toEqual({ is: 'reading', sinceMs: MINUTE });
});

test('who has run it is running, with the count', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, 0],
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, MINUTE],
  );
  expect(standing(room, 2 * MINUTE)).toEqual({ is: 'running', sinceMs: MINUTE, runs: 2 });
});

test('who asks for a hint is stuck at once', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'open-exercise', exercise: ONE }, 0],
    [1, { kind: 'open-rung', exercise: ONE, rung: 1 }, MINUTE],
  );
  expect(standing(room, 4 * MINUTE)).toEqual({ is: 'stuck', sinceMs: 0, runs: 0 });
});

test('who says nothing for long is stuck as well, since the last progress', () => {
  const room = new RoomInTest().does([1, { kind: 'start-run', exercise: ONE, language: 'python' }, 0]);
  expect(standing(room, STUCK_AFTER - 1)).toMatchObject({ is: 'running' });
  expect(standing(room, 8 * MINUTE)).toEqual({ is: 'stuck', sinceMs: 0, runs: 1 });
});

test('who comes further is not stuck, also after a hint', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'open-rung', exercise: ONE, rung: 1 }, 0],
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, 6 * MINUTE],
    [1, { kind: 'fail', exercise: ONE, check: 'It sees 4004', met: 1 }, 6 * MINUTE],
  );
  expect(standing(room, 7 * MINUTE)).toMatchObject({ is: 'running' });
  expect(standing(room, 11 * MINUTE)).toMatchObject({ is: 'stuck', sinceMs: 6 * MINUTE });
});

test('who comes back to an exercise is not stuck for having opened it long ago', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'open-exercise', exercise: ONE }, 0],
    [1, { kind: 'open-exercise', exercise: TWO }, MINUTE],
    [1, { kind: 'open-exercise', exercise: ONE }, 30 * MINUTE],
  );
  expect(standing(room, 31 * MINUTE)).toMatchObject({ is: 'reading' });
});

test('a pass ends it, and the next exercise begins anew', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'open-rung', exercise: ONE, rung: 3 }, 0],
    [1, { kind: 'pass', exercise: ONE }, MINUTE],
  );
  expect(standing(room, 60 * MINUTE)).toEqual({ is: 'done', sinceMs: MINUTE });
  room.does([1, { kind: 'open-exercise', exercise: TWO }, 61 * MINUTE]);
  expect(standing(room, 62 * MINUTE)).toMatchObject({ is: 'reading' });
});

test('minutes are whole, and a clock that is behind shows none', () => {
  expect(minutesSince(0, 119_000)).toBe(1);
  expect(minutesSince(10_000, 0)).toBe(0);
});

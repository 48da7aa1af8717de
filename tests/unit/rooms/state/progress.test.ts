import { expect, test } from 'vitest';
import { ONE, RoomInTest, TWO } from '#tests/helpers/room-state.ts';

test('opening an exercise notes when', () => {
  const room = new RoomInTest().does([1, { kind: 'open-exercise', exercise: ONE }, 1_000]);
  expect(room.participant(1).open).toEqual({
    exercise: ONE,
    openedAtMs: 1_000,
    runs: 0,
    running: false,
    met: 0,
    progressAtMs: 1_000,
    rung: 0,
  });
});

test('opening it again, as a reload does, starts nothing anew', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'open-exercise', exercise: ONE }, 1_000],
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, 2_000],
    [1, { kind: 'open-exercise', exercise: ONE }, 9_000],
  );
  expect(room.participant(1).open).toMatchObject({ openedAtMs: 1_000, runs: 1 });
});

test('going on to another exercise and back again finds the work as it was left', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, 1_000],
    [1, { kind: 'open-exercise', exercise: TWO }, 2_000],
  );
  expect(room.participant(1)).toMatchObject({ open: { exercise: TWO, runs: 0 }, left: [{ exercise: ONE, runs: 1 }] });
  room.does([1, { kind: 'open-exercise', exercise: ONE }, 3_000]);
  expect(room.participant(1)).toMatchObject({ open: { exercise: ONE, runs: 1 }, left: [{ exercise: TWO }] });
});

test('a run is running until it is judged', () => {
  const room = new RoomInTest().does([1, { kind: 'start-run', exercise: ONE, language: 'python' }, 1_000]);
  expect(room.participant(1)).toMatchObject({ language: 'python', open: { running: true, lastRunAtMs: 1_000 } });
  room.does([1, { kind: 'fail', exercise: ONE, check: 'The client sees 4004', met: 0 }, 1_500]);
  expect(room.participant(1).open).toMatchObject({ running: false, failed: 'The client sees 4004' });
});

test('a pass ends what failed before', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, 0],
    [1, { kind: 'fail', exercise: ONE, check: 'x', met: 0 }, 0],
    [1, { kind: 'pass', exercise: ONE }, 60_000],
  );
  expect(room.participant(1).open).not.toHaveProperty('failed');
  expect(room.participant(1).passed).toEqual([{ exercise: ONE, atMs: 60_000, tookMs: 60_000, runs: 1, rung: 0 }]);
});

test('passing again changes nothing', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'pass', exercise: ONE }, 1_000],
    [1, { kind: 'pass', exercise: ONE }, 9_000],
  );
  expect(room.participant(1).passed.map(({ atMs }) => atMs)).toEqual([1_000]);
});

test('only a run that meets more than any before is progress', () => {
  const fails = (met: number, atMs: number) =>
    [1, { kind: 'fail', exercise: ONE, check: 'x', met }, atMs] satisfies Parameters<RoomInTest['does']>[0];
  const room = new RoomInTest().does([1, { kind: 'open-exercise', exercise: ONE }, 0], fails(2, 1_000));
  expect(room.participant(1).open).toMatchObject({ met: 2, progressAtMs: 1_000 });
  room.does(fails(2, 2_000), fails(0, 3_000), fails(1, 4_000));
  expect(room.participant(1).open).toMatchObject({ met: 2, progressAtMs: 1_000 });
});

test('the highest rung counts, from the time of the first', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'open-rung', exercise: ONE, rung: 2 }, 1_000],
    [1, { kind: 'open-rung', exercise: ONE, rung: 1 }, 2_000],
  );
  expect(room.participant(1).open).toMatchObject({ rung: 2, rungAtMs: 1_000 });
});

test('a reason is one line in which what cannot be seen is marked', () => {
  const room = new RoomInTest().does([1, { kind: 'see-close', exercise: ONE, code: 4000, reason: 'a\n\u202eb' }]);
  expect(room.participant(1).saw?.reason).toBe('a \ufffdb');
});

test('a run whose client is still connected takes the close of an earlier run away', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, 1_000],
    [1, { kind: 'see-close', exercise: ONE, code: 1006, reason: '' }, 1_100],
    [1, { kind: 'fail', exercise: ONE, check: 'x', met: 0 }, 1_100],
  );
  expect(room.participant(1).saw?.code).toBe(1006);
  room.does(
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, 20_000],
    [1, { kind: 'pass', exercise: ONE }, 20_100],
  );
  expect(room.participant(1)).not.toHaveProperty('saw');
  expect(room.state.history.at(-1)?.counts).toEqual([]);
});

test('the history keeps the last distribution of each quarter of a minute', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'see-close', exercise: ONE, code: 1006, reason: '' }, 1_000],
    [2, { kind: 'see-close', exercise: ONE, code: 1006, reason: '' }, 14_000],
    [1, { kind: 'see-close', exercise: ONE, code: 4004, reason: 'x' }, 16_000],
  );
  expect(room.state.history).toEqual([
    { atMs: 0, counts: [{ code: 1006, count: 2 }] },
    {
      atMs: 15_000,
      counts: [
        { code: 1006, count: 1 },
        { code: 4004, count: 1 },
      ],
    },
  ]);
});

test('a clock that steps back leaves the history in order', () => {
  const room = new RoomInTest().does(
    [1, { kind: 'see-close', exercise: ONE, code: 1006, reason: '' }, 60_000],
    [1, { kind: 'see-close', exercise: ONE, code: 4004, reason: '' }, 1_000],
  );
  expect(room.state.history).toEqual([{ atMs: 60_000, counts: [{ code: 4004, count: 1 }] }]);
});

test('a page that reports more exercises than there are costs a bounded memory', () => {
  const room = new RoomInTest();
  for (let n = 0; n < 200; n += 1) room.does([1, { kind: 'pass', exercise: `made/up-${n}` }]);
  expect(room.participant(1).left.length).toBeLessThanOrEqual(64);
  expect(room.participant(1).passed).toHaveLength(64);
});

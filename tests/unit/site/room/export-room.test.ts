import { expect, test } from 'vitest';
import { snapshotOf } from '#server/rooms/state/room-view.ts';
import { csvCell, roomCsv, roomJson } from '#site/room/export-room.ts';
import { ONE, RoomInTest, TWO } from '#tests/helpers/room-state.ts';

test.each(['=1+1', '+cmd', '-2', '@SUM(A1)', '\t=1', ' =1', '|x', '＝1'])(
  '%j opens as text in a spreadsheet',
  (name) => {
    expect(csvCell(name)).toMatch(/^"'/);
  },
);

test('a quote, a comma and a line end stay inside their cell', () => {
  expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
});

test('a number stays a number', () => {
  expect(csvCell(-1)).toBe('-1');
});

const room = () =>
  new RoomInTest().does(
    ['server', { kind: 'join', participant: 3, name: '=HYPERLINK("http://evil")' }],
    [1, { kind: 'start-run', exercise: ONE, language: 'python' }, 0],
    [1, { kind: 'pass', exercise: ONE }, 90_000],
    [1, { kind: 'see-close', exercise: TWO, code: 4004, reason: 'Not found' }, 90_000],
    [3, { kind: 'open-exercise', exercise: ONE }, 90_000],
  );

test('each exercise that somebody opened is a line', () => {
  expect(roomCsv(snapshotOf(room().state)).split('\r\n')).toEqual([
    'name,exercise,passed,minutes,runs,highest_rung,last_code,last_reason',
    `Ana,${ONE},yes,1.5,1,0,4004,Not found`,
    `Ana,${TWO},no,,0,0,4004,Not found`,
    'Bo,,no,,0,0,,',
    `"'=HYPERLINK(""http://evil"")",${ONE},no,,0,0,,`,
    '',
  ]);
});

test('who has opened nothing is a line as well', () => {
  const [, ana, bo] = roomCsv(snapshotOf(new RoomInTest().state)).split('\r\n');
  expect([ana, bo]).toEqual(['Ana,,no,,0,0,,', 'Bo,,no,,0,0,,']);
});

test('nobody\u2019s code is in the export', () => {
  const shown = room().does(
    ['facilitator', { kind: 'ask-for-code', participant: 1 }],
    [1, { kind: 'show-code', ask: 9, exercise: ONE, language: 'python', code: 'my_own_code()' }],
  );
  const json = roomJson(snapshotOf(shown.state));
  expect(json).toContain('Ana');
  expect(json).not.toContain('my_own_code');
});

import { expect, test } from 'vitest';
import { filterRows, isFiltering, SHOWS_ALL } from '#site/playground/timeline/timeline-filter.ts';
import { mergeTimeline } from '#site/playground/timeline/timeline-state.ts';
import { timelineJson, timelineText } from '#site/playground/timeline/timeline-text.ts';
import { recordedRun } from '#tests/helpers/recorded-run.ts';
import { closeFrame, dial, opened, request, sends, switching, told } from '#tests/helpers/recorded-connection.ts';

const run = recordedRun([
  dial(),
  request(),
  sends('accept'),
  switching,
  opened(),
  sends('close', { code: 4004, reason: 'Not found' }),
  closeFrame('out', 4004, 'Not found'),
  told(4004, 'Not found'),
]);
const rows = mergeTimeline(run.browser, run.server);

test('hides the events of an actor', () => {
  const shown = filterRows(rows, { ...SHOWS_ALL, hiddenLanes: new Set(['wire', 'handler']) });
  expect(new Set(shown.map(({ lane }) => lane))).toEqual(new Set(['browser']));
});

test('finds every word, whatever its case, in what a row says and in its event', () => {
  const found = (search: string): number => filterRows(rows, { ...SHOWS_ALL, search }).length;
  expect(found('4004')).toBe(3);
  expect(found('CLOSE not')).toBe(3);
  expect(found('server-to-client')).toBe(1);
  expect(found('nowhere')).toBe(0);
});

test('blanks are no filter', () => {
  expect(isFiltering({ ...SHOWS_ALL, search: '  ' })).toBe(false);
});

test('copies as text what is shown, in columns under the name of the run', () => {
  expect(timelineText([{ run, rows }], { ...SHOWS_ALL, search: '4004' })).toBe(
    [
      'Run 1: A run, typescript, uvicorn',
      '       ms  lane     event',
      '      5.0  handler  send websocket.close 4004 "Not found"',
      '      6.0  wire     close frame 4004 "Not found"',
      '      7.0  browser  close 4004 "Not found" clean',
    ].join('\n'),
  );
});

test('copies as JSON every field of every event that is shown', () => {
  const [said] = JSON.parse(timelineJson([{ run, rows }], SHOWS_ALL)) as [{ events: object[] }];
  expect(said.events).toHaveLength(rows.length);
  expect(said.events.at(-1)).toEqual({
    atMs: 7,
    lane: 'browser',
    client: 1,
    kind: 'close',
    code: 4004,
    reason: 'Not found',
    wasClean: true,
    ownMs: 7,
  });
});

import { expect, test } from 'vitest';
import type { Run } from '#site/playground/run-state.ts';
import { SHOWS_ALL } from '#site/playground/timeline/timeline-filter.ts';
import { itemsBetween, pauseText, timelineItems, totalHeight } from '#site/playground/timeline/timeline-items.ts';
import { mergeTimeline } from '#site/playground/timeline/timeline-state.ts';
import { recordedRun } from '#tests/helpers/recorded-run.ts';
import { dial, opened, pageSends } from '#tests/helpers/recorded-connection.ts';

const EVEN = { rowPx: 24, pxPerMs: 0, openedPx: new Map<string, number>() };
const merged = (run: Run) => [{ run, rows: mergeTimeline(run.browser, run.server) }];

function at(...timesMs: number[]): Run {
  const run = recordedRun([dial(), opened(), ...timesMs.slice(2).map(() => pageSends('x'))]);
  return { ...run, browser: run.browser.map((event, index) => ({ ...event, atMs: timesMs[index] ?? 0 })) };
}

test('rows stand one below the other, and a pause is folded into a line', () => {
  const items = timelineItems(merged(at(0, 10, 2_010)), SHOWS_ALL, EVEN);
  expect(items.map(({ kind, y }) => [kind, y])).toEqual([
    ['divider', 0],
    ['row', 36],
    ['row', 60],
    ['pause', 84],
    ['row', 108],
  ]);
});

test('to scale, the distance is the time, and never less than a row', () => {
  const items = timelineItems(merged(at(0, 1, 11)), SHOWS_ALL, { ...EVEN, pxPerMs: 8 });
  expect(items.map(({ y }) => y)).toEqual([0, 36, 60, 60 + 80]);
});

test('to scale, what would leave half a screen empty is folded', () => {
  const items = timelineItems(merged(at(0, 100)), SHOWS_ALL, { ...EVEN, pxPerMs: 8 });
  expect(items.map(({ kind }) => kind)).toEqual(['divider', 'row', 'pause', 'row']);
});

test('an opened row pushes down what follows', () => {
  const run = at(0, 1);
  const items = timelineItems(merged(run), SHOWS_ALL, { ...EVEN, openedPx: new Map([[`${run.runId}:b1`, 300]]) });
  expect(totalHeight(items)).toBe(36 + 300 + 24);
});

test('a filter that leaves nothing says how much it hides', () => {
  const items = timelineItems(merged(at(0, 1)), { ...SHOWS_ALL, search: 'nothing' }, EVEN);
  expect(items[1]).toMatchObject({ kind: 'nothing', text: 'All 2 events of this run are hidden by the filter.' });
});

test.each([
  [{ phase: 'starting' }, 'Nothing has happened yet.'],
  [{ phase: 'refused', fault: { name: 'does-not-compile', title: '', message: '' }, diagnostics: [] }, 'Nothing ran.'],
  [{ phase: 'settled' }, 'Nothing happened in this run.'],
] as const)('a run without events says so by where it stands: $phase', (phase, text) => {
  const run = { ...recordedRun([]), at: phase as Run['at'] };
  expect(timelineItems(merged(run), SHOWS_ALL, EVEN)[1]).toMatchObject({ kind: 'nothing', text });
});

test('of thousands of rows, only those that can be seen are drawn', () => {
  const items = timelineItems(merged(at(...Array(5_000).keys())), SHOWS_ALL, EVEN);
  const seen = itemsBetween(items, 60_000, 61_000);
  expect(seen.length).toBeLessThan(50);
  expect(seen[0]!.y).toBeLessThanOrEqual(60_000);
  expect(seen.at(-1)!.y).toBeGreaterThan(60_900);
});

test('a pause is said in the unit that suits it', () => {
  expect(pauseText(2_000)).toBe('··· 2.0 s ···');
  expect(pauseText(402)).toBe('··· 402 ms ···');
  expect(pauseText(4.25)).toBe('··· 4.3 ms ···');
});

import { expect, test } from 'vitest';
import { type LevelItems, levelItems } from '#site/playground/timeline/level-items.ts';
import { rowText } from '#site/playground/timeline/row-text.ts';
import { SHOWS_ALL } from '#site/playground/timeline/timeline-filter.ts';
import { timelineItems, type TimelineItem } from '#site/playground/timeline/timeline-items.ts';
import { mergeTimeline } from '#site/playground/timeline/timeline-state.ts';
import { dial, opened, pageSends } from '#tests/helpers/recorded-connection.ts';
import { recordedRun } from '#tests/helpers/recorded-run.ts';

function rows(steps: Parameters<typeof recordedRun>[0], firstRowPx = 24): TimelineItem[] {
  const run = recordedRun(steps);
  const openedPx = new Map([[`${run.runId}:b1`, firstRowPx]]);
  const merged = [{ run, rows: mergeTimeline(run.browser, run.server) }];
  return timelineItems(merged, SHOWS_ALL, { rowPx: 24, pxPerMs: 0, openedPx }).slice(1);
}
const said = ([left, right]: LevelItems) =>
  [left, right].map((items) => items.map((item) => [item.kind === 'row' && rowText(item.row).label, item.y]));

test('a step that both take stands level, and one of a single side leaves a gap', () => {
  const level = levelItems(rows([dial(), opened(), pageSends('x')]), rows([dial(), pageSends('y')]));
  const [left, right] = said(level);
  expect(left?.at(-1)).toEqual(['send()', expect.any(Number)]);
  expect(right?.at(-1)).toEqual(left?.at(-1));
  expect(left?.length).toBeGreaterThan(right?.length ?? 0);
});

test('a line is as high as the higher of its two rows', () => {
  const [left, right] = levelItems(rows([dial(), pageSends('x')], 60), rows([dial(), pageSends('x')]));
  expect(right.map(({ y }) => y)).toEqual(left.map(({ y }) => y));
  expect(right.find(({ height }) => height === 60)).toBeDefined();
});

test('beside nothing, rows stand as they would alone', () => {
  const alone = rows([dial(), opened()]);
  const [left, right] = levelItems(alone, []);
  expect(left.map(({ height }) => height)).toEqual(alone.map(({ height }) => height));
  expect(right).toEqual([]);
});

import { expect, test } from 'vitest';
import { FACILITATOR_PLAN, PLAN_CLOSING, PLAN_OPENING } from '#content/facilitator-plan.ts';
import { loadLessons } from '#content/load-lessons.ts';
import { planOf } from '#site/room/plan-layout.ts';

const lessons = loadLessons();
const plan = (minutes: number) =>
  planOf({ minutes, lessons, plan: FACILITATOR_PLAN, opening: PLAN_OPENING, closing: PLAN_CLOSING });

test('a facilitator has something to say at every exercise, and at nothing else', () => {
  expect(FACILITATOR_PLAN.map(({ exercise }) => exercise)).toEqual(lessons.map(({ slug }) => slug));
});

test.each([60, 90])('the plan of %d minutes ends when they are over', (minutes) => {
  const last = plan(minutes).at(-1);
  expect((last?.at ?? 0) + (last?.for ?? 0)).toBe(minutes);
});

test('the longer plan has every exercise, the shorter one those that fit', () => {
  expect(plan(90).filter(({ exercise }) => exercise !== undefined)).toHaveLength(lessons.length);
  expect(plan(60).filter(({ exercise }) => exercise !== undefined).length).toBeLessThan(lessons.length);
});

test.each([60, 90])('each exercise of the plan of %d minutes gets the time to read and run it', (minutes) => {
  for (const row of plan(minutes)) if (row.exercise !== undefined) expect(row.for).toBeGreaterThanOrEqual(3);
});

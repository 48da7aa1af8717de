import type { FacilitatorEntry, Moment } from '#content/facilitator-plan.ts';

export interface PlanRow {
  /** Minutes since the beginning. */
  at: number;
  for: number;
  title: string;
  exercise?: string;
  say: string;
  watch: string;
}

interface PlanParts {
  minutes: number;
  lessons: readonly { slug: string; title: string; minutes: number }[];
  plan: readonly FacilitatorEntry[];
  opening: readonly Moment[];
  closing: readonly Moment[];
}

/** At least so long for an exercise: to read it, to run it, to talk about it. */
const MIN_MINUTES = 3;

/**
 * An hour, or one and a half. The exercises share what the opening and the
 * closing leave, each in proportion to the time that it takes alone; the
 * longer plan takes in as many more as have `MIN_MINUTES` each, in order.
 */
export function planOf({ minutes, lessons, plan, opening, closing }: PlanParts): PlanRow[] {
  const around = [...opening, ...closing].reduce((sum, moment) => sum + moment.for, 0);
  const left = minutes - around;
  const isShort = minutes <= 60;
  const known = lessons.flatMap((lesson) => {
    const entry = plan.find(({ exercise }) => exercise === lesson.slug);
    return entry !== undefined && (entry.in60 || !isShort) ? [{ lesson, entry }] : [];
  });
  const total = known.reduce((sum, { lesson }) => sum + lesson.minutes, 0);
  const rows: PlanRow[] = [];
  let at = 0;
  const add = (row: Omit<PlanRow, 'at'>): void => {
    rows.push({ at, ...row });
    at += row.for;
  };
  for (const moment of opening) add({ ...moment, watch: '' });
  let spent = 0;
  for (const { lesson, entry } of known) {
    spent += lesson.minutes;
    const until = around - closingMinutes(closing) + Math.round((left * spent) / total);
    add({
      for: Math.max(MIN_MINUTES, until - at),
      title: lesson.title,
      exercise: lesson.slug,
      say: entry.say,
      watch: entry.watch,
    });
  }
  for (const moment of closing) add({ ...moment, watch: '' });
  return rows;
}

function closingMinutes(closing: readonly Moment[]): number {
  return closing.reduce((sum, moment) => sum + moment.for, 0);
}

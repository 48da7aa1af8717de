import type { View } from '#content/truth.ts';
import { LANGUAGES, type Language } from '#protocol/client-message.ts';
import type { Batch } from './batches.ts';
import type { Observation } from './observe.ts';
import type { Subject } from './subject.ts';

/** One ordering in one view and language, beside the live server. */
export interface Comparison {
  ordering: string;
  view: View;
  language: Language;
  equal: boolean;
  /** More than one look was needed: chance decides some outcomes, on the live server too. */
  looks: number;
  live: string;
  ours: string;
}

export interface Subjects extends Record<Language, Subject> {
  live: Subject;
}

/** What one side shows of each ordering of a batch, which it has loaded. */
export type Observe = (subject: Subject, base: string, batch: Batch) => Promise<Map<string, Observation>>;

/** Where outcomes differ, both sides are looked at again. */
const LOOKS = 5;
/** A busy guest answers late, and then a client is ahead of it that should not be. */
const AT_ONCE_AGAIN = 4;

/**
 * Runs a batch on the live server and in both guests at once, and compares what
 * was seen. Two sides are equal when one has seen what the other has seen, in
 * one of a few looks: what the kernel decides by chance cannot be equal each time.
 */
export async function compareBatch(
  subjects: Subjects,
  batch: Batch,
  views: readonly View[],
  observe: Observe,
  looks = LOOKS,
): Promise<Comparison[]> {
  const comparisons = new Map<string, Comparison>();
  const seen = new Map<string, Set<string>>();
  let orderings = batch.orderings;
  for (let look = 1; look <= looks && orderings.length > 0; look += 1) {
    const atOnce = look === 1 ? batch.atOnce : Math.min(batch.atOnce, AT_ONCE_AGAIN);
    const { live, guests } = await observeAll(subjects, { ...batch, orderings, atOnce }, observe);
    for (const { id } of orderings) {
      for (const view of views) {
        const onLive = live.get(id)?.[view];
        if (onLive === undefined) continue;
        for (const language of LANGUAGES) {
          const ours = guests[language].get(id)?.[view] ?? '';
          const key = `${id} ${view} ${language}`;
          const before = comparisons.get(key);
          if (before?.equal === true) continue;
          const lives = remember(seen, `${id} ${view} live`, onLive);
          const equal = [...remember(seen, key, ours)].some((outcome) => lives.has(outcome));
          comparisons.set(key, { ordering: id, view, language, equal, looks: look, live: onLive, ours });
        }
      }
    }
    const different = new Set([...comparisons.values()].filter(({ equal }) => !equal).map(({ ordering }) => ordering));
    orderings = orderings.filter(({ id }) => different.has(id));
  }
  return [...comparisons.values()];
}

interface Observed {
  live: Map<string, Observation>;
  guests: Record<Language, Map<string, Observation>>;
}

async function observeAll(subjects: Subjects, batch: Batch, observe: Observe): Promise<Observed> {
  const { programs } = batch;
  const seenBy = async (subject: Subject, program: string) =>
    await observe(subject, await subject.load(program, batch.fresh), batch);
  const [live, python, typescript] = await Promise.all([
    seenBy(subjects.live, programs.python),
    seenBy(subjects.python, programs.python),
    seenBy(subjects.typescript, programs.typescript),
  ]);
  return { live, guests: { python, typescript } };
}

function remember(seen: Map<string, Set<string>>, key: string, outcome: string): Set<string> {
  const known = seen.get(key) ?? new Set();
  seen.set(key, known.add(outcome));
  return known;
}

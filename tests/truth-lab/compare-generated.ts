import type { View } from '#content/truth.ts';
import type { RunningServer } from '#tests/helpers/server.ts';
import { type Batch, stepBatch } from './batches.ts';
import { type Comparison, compareBatch, type Subjects } from './compare.ts';
import { arbitraryOrdering, generateOrderings, named } from './generate.ts';
import type { Ordering } from './language/ordering.ts';
import { pythonHandler } from './language/render-python.ts';
import { LiveServer } from './live-server.ts';
import { observeRaw } from './observe.ts';
import { REGRESSIONS } from './orderings/regressions.ts';
import { handlerPausesMs, total } from './pauses.ts';
import { shrink } from './shrink.ts';
import { liveSubject, playgroundSubject } from './subject.ts';

export interface GenerateOptions {
  server: RunningServer;
  count: number;
  seed: number;
  /** Whether differences are made small, which takes a while each. */
  shrinks: boolean;
  /** Only these of them. */
  ids?: ReadonlySet<string>;
  progress?: (text: string) => void;
}

/** An ordering whose outcome differs, as it was generated or made smaller. */
export interface Difference {
  ordering: Ordering;
  comparisons: Comparison[];
}

export interface GeneratedComparison {
  versions: Record<string, string>;
  comparisons: Comparison[];
  differences: Difference[];
}

const BATCH = 250;
const VIEWS: readonly View[] = ['raw', 'handler', 'log'];
const AT_ONCE = 20;
/** For what follows the last pause of a handler whose client has left. */
const SETTLE_MS = 400;
const SHRINK_MS = 90_000;

type Compared<Result> = ({ ok: true } & Result) | { ok: false; reason: string };

/** What once differed, and must not differ again. */
export async function compareRegressions(server: RunningServer): Promise<Compared<{ comparisons: Comparison[] }>> {
  const live = await LiveServer.start('uvicorn');
  if (!live.ok) return live;
  const subjects = subjectsOf(live.server, server);
  const comparisons = await compareBatch(subjects, batchOf(REGRESSIONS), VIEWS, observeRaw);
  await closeAll(subjects);
  return { ok: true, comparisons };
}

/** Generated orderings on a live uvicorn and in both guests. */
export async function compareGenerated(options: GenerateOptions): Promise<Compared<GeneratedComparison>> {
  const { server, count, seed, shrinks, ids, progress = () => {} } = options;
  const live = await LiveServer.start('uvicorn');
  if (!live.ok) return live;
  const subjects = subjectsOf(live.server, server);
  const orderings = generateOrderings(count, seed).filter(({ id }) => ids?.has(id) ?? true);
  const comparisons: Comparison[] = [];
  const differences: Difference[] = [];
  for (let at = 0; at < orderings.length; at += BATCH) {
    const part = orderings.slice(at, at + BATCH);
    const compared = await compareBatch(subjects, batchOf(part), VIEWS, observeRaw);
    comparisons.push(...compared);
    const different = Map.groupBy(
      compared.filter(({ equal }) => !equal),
      ({ ordering }) => ordering,
    );
    for (const [id, both] of different) {
      const ordering = part.find((candidate) => candidate.id === id);
      if (ordering === undefined) continue;
      const found = { ordering, comparisons: both };
      const smallest = shrinks ? await smallestOf(found, subjects, seed) : found;
      differences.push(smallest);
      progress(differenceText(smallest));
    }
    progress(`${at + part.length} of ${count} generated orderings, ${differences.length} differ`);
  }
  await closeAll(subjects);
  return { ok: true, versions: live.server.versions, comparisons, differences };
}

function batchOf(orderings: readonly Ordering[], atOnce = AT_ONCE): Batch {
  const longestMs = Math.max(...orderings.map(({ handler }) => total(handlerPausesMs(handler))));
  return stepBatch(orderings, { atOnce, settleMs: SETTLE_MS + longestMs });
}

function subjectsOf(live: LiveServer, server: RunningServer): Subjects {
  return {
    live: liveSubject(live),
    python: playgroundSubject(server, 'uvicorn', 'python'),
    typescript: playgroundSubject(server, 'uvicorn', 'typescript'),
  };
}

async function closeAll(subjects: Subjects): Promise<void> {
  await Promise.all(Object.values(subjects).map((subject) => subject.close()));
}

function differenceText({ ordering, comparisons }: Difference): string {
  const sides = comparisons.map(
    ({ view, language, live, ours }) => `--- ${view}, ${language}\nlive: ${live}\nours: ${ours}`,
  );
  return [`\n${ordering.id} differs`, JSON.stringify(ordering.client), pythonHandler(ordering), ...sides].join('\n');
}

async function smallestOf(found: Difference, subjects: Subjects, seed: number): Promise<Difference> {
  const { id } = found.ordering;
  return shrink(found, {
    arbitrary: arbitraryOrdering,
    seed,
    index: Number(id.slice(1)),
    limitMs: SHRINK_MS,
    async look(candidate) {
      const ordering = named(candidate, id);
      const compared = await compareBatch(subjects, batchOf([ordering], 1), VIEWS, observeRaw, 2);
      const comparisons = compared.filter(({ equal }) => !equal);
      return comparisons.length === 0 ? undefined : { ordering, comparisons };
    },
  });
}

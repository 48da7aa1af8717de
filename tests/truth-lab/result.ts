import { readFileSync, writeFileSync } from 'node:fs';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { type Count, type Difference, type ServerResult, TruthResult } from '#content/truth.ts';
import { RECORDED_ORDERINGS } from '#tests/fixtures/orderings/recorded-orderings.ts';
import type { Comparison } from './compare.ts';
import { ALLOWANCES, isCompared, NOT_COMPARED, reasonOf } from './known-differences.ts';

const PATH = new URL('../../content/truth/result.json', import.meta.url);

export const TODAY = new Date().toISOString().slice(0, 10);

export const NOT_EXPLAINED = 'not explained yet';

/** Comparisons of one server, counted, and what differs. */
export function serverResult(
  profile: ServerProfileName,
  versions: Record<string, string>,
  comparisons: readonly Comparison[],
): ServerResult {
  const counted = comparisons.filter(({ ordering, view, language }) => isCompared(ordering, view, language));
  const differences = differencesOf(profile, counted);
  return { profile, checkedOn: TODAY, versions, counts: countsOf(counted), differences };
}

function countsOf(comparisons: readonly Comparison[]): Count[] {
  const groups = Map.groupBy(comparisons, ({ view, language }) => `${view} ${language}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const equal = group.filter((comparison) => comparison.equal);
    return {
      view: first.view,
      language: first.language,
      compared: group.length,
      equal: equal.length,
      lookedAgain: equal.filter(({ looks }) => looks > 1).length,
    };
  });
}

function differencesOf(profile: ServerProfileName, comparisons: readonly Comparison[]): Difference[] {
  return comparisons
    .filter(({ equal }) => !equal)
    .map(({ ordering, view, language, live, ours }) => ({
      ordering,
      view,
      language,
      live,
      ours,
      reason: reasonOf(ordering, profile, view) ?? NOT_EXPLAINED,
    }));
}

/** `uvicorn, raw, python: 118 compared, 118 equal` */
export function countLines({ profile, counts }: Pick<ServerResult, 'profile' | 'counts'>): string[] {
  return counts.map(({ view, language, compared, equal, lookedAgain }) => {
    const again = lookedAgain === 0 ? '' : `, ${lookedAgain} of them at a second look`;
    return `${profile}, ${view}, ${language}: ${compared} compared, ${equal} equal${again}`;
  });
}

export function publishedResult(): TruthResult {
  return TruthResult.parse(JSON.parse(readFileSync(PATH, 'utf8')));
}

/** Replaces what this run has compared anew, and keeps the rest. */
export function publish(changes: Partial<Pick<TruthResult, 'servers' | 'generated' | 'examples'>>): void {
  const before = publishedResult();
  const result: TruthResult = {
    checkedOn: TODAY,
    servers: merged(before.servers, changes.servers ?? [], ({ profile }) => profile),
    generated: changes.generated ?? before.generated,
    titles: Object.fromEntries(RECORDED_ORDERINGS.map(({ id, title }) => [id, title])),
    notCompared: NOT_COMPARED.flatMap(({ orderings, ...rest }) => orderings.map((ordering) => ({ ordering, ...rest }))),
    allowances: [...ALLOWANCES],
    examples: merged(before.examples, changes.examples ?? [], (one) => `${one.slug} ${one.profile} ${one.language}`),
  };
  writeFileSync(PATH, `${JSON.stringify(TruthResult.parse(result), null, 2)}\n`);
}

function merged<Item>(before: readonly Item[], after: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map([...before, ...after].map((item) => [keyOf(item), item])).values()];
}

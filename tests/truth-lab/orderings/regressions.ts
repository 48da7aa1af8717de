import { readFileSync, writeFileSync } from 'node:fs';
import type { Ordering } from '../language/ordering.ts';

/**
 * Generated orderings that once differed, as small as they could be made.
 * `npm run truth` adds what it finds; they run with the recorded ones from then on.
 */
const PATH = new URL('regressions.json', import.meta.url);

export const REGRESSIONS: readonly Ordering[] = JSON.parse(readFileSync(PATH, 'utf8')) as Ordering[];

export function saveRegressions(found: readonly Ordering[]): void {
  if (found.length === 0) return;
  const known = new Set(REGRESSIONS.map(stepsOf));
  const fresh = found.filter((ordering) => !known.has(stepsOf(ordering)));
  const all = [...REGRESSIONS, ...fresh].map((ordering, index) => ({ ...ordering, id: `regression_${index + 1}` }));
  writeFileSync(PATH, `${JSON.stringify(all, null, 2)}\n`);
}

function stepsOf({ handler, client }: Ordering): string {
  return JSON.stringify([handler, client]);
}

import type { Example } from '#content/example-schema.ts';
import { LANGUAGES } from '#protocol/languages.ts';
import { plansOf } from '../client/client-plan.ts';
import type { Side } from '../drafts.ts';

/** Two sides to begin a comparison with. */
export interface Pair {
  left: Side;
  right: Side;
}

/** The example and its counterpart, the wrong one left. Undefined when it has none. */
export function wrongAndRight(examples: readonly Example[], side: Side): Pair | undefined {
  const shown = examples.find(({ slug }) => slug === side.slug);
  if (shown?.pair === undefined) return undefined;
  const counterpart = examples.find(
    ({ slug, pair, order }) => pair === shown.pair && slug !== shown.slug && order !== shown.order,
  );
  if (counterpart === undefined) return undefined;
  const other = asSide(counterpart, side);
  return shown.order === 'wrong' || counterpart.order !== 'wrong'
    ? { left: side, right: other }
    : { left: other, right: side };
}

/** The same code under two servers. */
export function twoServers(side: Side): Pair {
  return { left: side, right: { ...side, profile: side.profile === 'hypercorn' ? 'uvicorn' : 'hypercorn' } };
}

/** The same example in both languages. Undefined when it is written in one only. */
export function twoLanguages(side: Side, shown: Side['language']): Pair | undefined {
  const other = LANGUAGES.find((language) => language !== shown && side.code[language] !== undefined);
  return other && { left: { ...side, language: shown }, right: { ...side, language: other } };
}

function asSide(example: Example, like: Side): Side {
  return { ...like, slug: example.slug, code: example.code, plans: plansOf(example) };
}

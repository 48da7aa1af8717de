import type { Example } from '#content/example-schema.ts';
import { LANGUAGES, type Language } from '#protocol/languages.ts';
import type { SharedSide, SharedState } from '#protocol/shared-state.ts';
import { plansOf } from '../client/client-plan.ts';
import type { Draft, Side } from '../drafts.ts';

/** What the page has in hand, in the words of a link. `shown` is the language that is on the screen. */
export function sharedOf(draft: Draft, shown: Language): SharedState {
  const { compare, ...left } = draft;
  return {
    version: 1,
    ...sharedSide(left, shown),
    ...(compare !== undefined && { compare: sharedSide(compare, writtenLanguage(compare)) }),
  };
}

function sharedSide({ slug, code, profile, plans, together }: Side, shown: Language): SharedSide {
  const otherCode = code[otherThan(shown)];
  return {
    language: shown,
    code: code[shown] ?? '',
    ...(otherCode !== undefined && { otherCode }),
    server: profile,
    example: slug,
    clients: plans.map(({ headers, ...plan }) => ({ ...plan, ...(headers !== '' && { headers }) })),
    ...(together && { together }),
  };
}

/** The chosen language, unless the example is not written in it. */
function writtenLanguage({ language, code }: Side): Language {
  return code[language] === undefined ? otherThan(language) : language;
}

/** A link as the page takes it: what it leaves open comes from its example, or from the first one. */
export function draftOf(shared: SharedState, examples: readonly Example[]): Draft | undefined {
  const { compare, version: _, ...left } = shared;
  const side = sideOf(left, examples);
  const other = compare && sideOf(compare, examples);
  return side && { ...side, ...(other && { compare: other }) };
}

function sideOf(shared: SharedSide, examples: readonly Example[]): Side | undefined {
  const example = examples.find(({ slug }) => slug === shared.example) ?? examples[0];
  if (example === undefined) return undefined;
  const { language, code, otherCode, server, clients, together = false } = shared;
  return {
    slug: example.slug,
    language,
    code: { [language]: code, ...(otherCode !== undefined && { [otherThan(language)]: otherCode }) },
    profile: server,
    plans: clients?.map(({ headers = '', ...plan }) => ({ ...plan, headers })) ?? plansOf(example),
    together,
  };
}

/** An example as nobody has touched it. */
export function untouched(example: Example): Draft {
  return {
    slug: example.slug,
    language: 'typescript',
    code: example.code,
    profile: 'uvicorn',
    plans: plansOf(example),
    together: false,
  };
}

/** Two drafts that say the same are the same text, whatever the order of their fields. */
export function isSame(a: SharedState, b: SharedState): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function otherThan(language: Language): Language {
  return LANGUAGES.find((name) => name !== language) ?? language;
}

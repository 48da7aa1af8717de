import { expect, test } from 'vitest';
import { loadExamples } from '#content/load-examples.ts';
import { LANGUAGES } from '#protocol/languages.ts';
import { SharedState } from '#protocol/shared-state.ts';
import { draftOf, isSame, sharedOf, untouched } from '#site/playground/share/shared-draft.ts';

const EXAMPLES = loadExamples();

test.for(EXAMPLES.map(({ slug }) => slug))('%s can be shared, and comes back as it was', (slug) => {
  const example = EXAMPLES.find((candidate) => candidate.slug === slug);
  if (example === undefined) throw new Error(slug);
  for (const language of LANGUAGES.filter((name) => example.code[name] !== undefined)) {
    const shared = sharedOf(untouched(example), language);
    expect(SharedState.safeParse(shared).success).toBe(true);
    const draft = draftOf(shared, EXAMPLES);
    expect(draft).toEqual({ ...untouched(example), language });
    expect(draft && isSame(sharedOf(draft, language), shared)).toBe(true);
  }
});

test('a link to an example that is gone takes its code to the first one', () => {
  const shared = { version: 1, language: 'python', code: 'pass', server: 'daphne', example: 'gone' } as const;
  expect(draftOf(shared, EXAMPLES)).toMatchObject({
    slug: EXAMPLES[0]?.slug,
    code: { python: 'pass' },
    profile: 'daphne',
  });
});

test('the order of fields makes no difference, a character does', () => {
  const one = { version: 1, language: 'python', code: 'a', server: 'uvicorn' } as const;
  expect(isSame(one, { server: 'uvicorn', code: 'a', language: 'python', version: 1 })).toBe(true);
  expect(isSame(one, { ...one, code: 'b' })).toBe(false);
});

test('both sides of a comparison are shared, each with its own clients, headers and language', () => {
  const [left, right] = EXAMPLES.filter(({ only }) => only === undefined);
  if (left === undefined || right === undefined) throw new Error('too few examples');
  const plans = [{ path: '/x', query: 'a=1', headers: 'X-Token: 1', subprotocols: '', script: 'sleep 1' }];
  const draft = {
    ...untouched(left),
    compare: { ...untouched(right), language: 'python', profile: 'daphne', together: true, plans } as const,
  };
  const shared = sharedOf(draft, 'typescript');
  expect(SharedState.parse(shared).compare).toMatchObject({ language: 'python', code: right.code.python });
  expect(draftOf(shared, EXAMPLES)).toEqual(draft);
});

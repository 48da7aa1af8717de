import { expect, test } from 'vitest';
import { loadExamples } from '#content/load-examples.ts';
import { plansOf } from '#site/playground/client/client-plan.ts';
import { twoLanguages, twoServers, wrongAndRight } from '#site/playground/compare/compare-choices.ts';
import type { Side } from '#site/playground/drafts.ts';

const examples = loadExamples();

function sideOf(slug: string): Side {
  const example = examples.find((candidate) => candidate.slug === slug);
  if (example === undefined) throw new Error(slug);
  return { slug, language: 'python', code: example.code, profile: 'uvicorn', plans: plansOf(example), together: false };
}

const paired = examples.filter(({ pair, order }) => pair !== undefined && order === 'wrong').map(({ slug }) => slug);

test.each(paired)('%s stands left of the right one that repairs it', (slug) => {
  const pair = wrongAndRight(examples, sideOf(slug));
  expect(pair?.left.slug).toBe(slug);
  expect(examples.find((example) => example.slug === pair?.right.slug)?.order).not.toBe('wrong');
});

test('from the right one the wrong one comes to the left, and what was edited stays', () => {
  const edited = { ...sideOf('accept-then-close'), code: { python: 'mine' } };
  const pair = wrongAndRight(examples, edited);
  expect(examples.find((example) => example.slug === pair?.left.slug)?.order).toBe('wrong');
  expect(pair?.right).toEqual(edited);
});

test('an example without a counterpart has no pair, and one in a single language no second one', () => {
  const alone = examples.find(({ pair }) => pair === undefined);
  expect(alone && wrongAndRight(examples, sideOf(alone.slug))).toBeUndefined();
  const single = examples.find(({ only }) => only !== undefined);
  expect(single && twoLanguages(sideOf(single.slug), 'python')).toBeUndefined();
});

test('two servers and two languages differ in that alone', () => {
  const side = sideOf('accept-then-close');
  expect(twoServers(side).right).toEqual({ ...side, profile: 'hypercorn' });
  expect(twoServers({ ...side, profile: 'hypercorn' }).right.profile).toBe('uvicorn');
  expect(twoLanguages(side, 'python')?.right).toEqual({ ...side, language: 'typescript' });
});

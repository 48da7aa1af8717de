import { expect, test } from 'vitest';
import { LIMITS } from '#limits';
import { Draft } from '#site/playground/drafts.ts';

const PLAN = { path: '/x', query: '', headers: '', subprotocols: '', script: 'send a' };
const SIDE = {
  slug: 'core-pattern',
  language: 'python',
  code: { python: 'pass' },
  profile: 'uvicorn',
  plans: [PLAN],
  together: false,
} as const;

test('holds both sides of a comparison', () => {
  const draft = { ...SIDE, compare: { ...SIDE, profile: 'hypercorn', together: true } };
  expect(Draft.parse(draft)).toEqual(draft);
});

test('reads what was kept before there were headers, an order of dialling and two sides', () => {
  const { headers: _headers, ...plan } = PLAN;
  const { together: _together, ...side } = SIDE;
  expect(Draft.parse({ ...side, plans: [plan] })).toEqual(SIDE);
});

test.each([
  ['six clients', { plans: Array.from({ length: 6 }, () => PLAN) }],
  ['no client', { plans: [] }],
  ['a sixth of a megabyte of path', { plans: [{ ...PLAN, path: '/'.repeat(170_000) }] }],
  ['code without end', { code: { python: 'x'.repeat(4 * LIMITS.maxCodeBytes + 1) } }],
  ['a field that nobody knows', { run: true }],
  ['a comparison within a comparison', { compare: { ...SIDE, compare: SIDE } }],
])('refuses %s', (_what, change) => {
  expect(Draft.safeParse({ ...SIDE, ...change }).success).toBe(false);
});

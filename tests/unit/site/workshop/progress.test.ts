import { expect, test } from 'vitest';
import {
  joined,
  NO_PROGRESS,
  parseProgress,
  progressOf,
  statusOf,
  withExercise,
  type Progress,
} from '#site/workshop/progress.ts';

const SLUG = 'read-a-refusal/close-before-accept';
const passed = withExercise(NO_PROGRESS, SLUG, { passed: true, rung: 3, code: { python: 'app = 1' } });

test('what was passed stays passed, and a rung stays open', () => {
  const later = withExercise(passed, SLUG, { passed: false, rung: 1, code: {} });
  expect(progressOf(later, SLUG)).toMatchObject({ passed: true, rung: 3, code: {} });
});

test('an exercise is untouched until it was opened', () => {
  expect(statusOf(NO_PROGRESS, SLUG)).toBe('untouched');
  expect(statusOf(withExercise(NO_PROGRESS, SLUG, {}), SLUG)).toBe('begun');
  expect(statusOf(passed, SLUG)).toBe('passed');
});

test('an export comes back as it was', () => {
  expect(parseProgress(JSON.stringify(passed))).toEqual({ ok: true, progress: passed });
});

test('joining undoes nothing and keeps the code in hand', () => {
  const here = withExercise(NO_PROGRESS, SLUG, { runs: 5, code: { python: 'mine = 1' } });
  const theirs = withExercise(passed, SLUG, { runs: 2, code: { python: 'theirs = 1', typescript: '// theirs' } });
  expect(progressOf(joined(here, theirs), SLUG)).toEqual({
    passed: true,
    rung: 3,
    runs: 5,
    code: { python: 'mine = 1', typescript: '// theirs' },
  });
});

const broken: [why: string, value: unknown][] = [
  ['another version', { ...passed, version: 2 }],
  ['a field that is not known', { ...passed, admin: true }],
  ['a name that is no exercise', { ...passed, exercises: { '__proto__ x': progressOf(passed, SLUG) } }],
  ['a rung that does not exist', { ...passed, exercises: { [SLUG]: { ...progressOf(passed, SLUG), rung: 9 } } }],
  ['code that is too long', withExercise(NO_PROGRESS, SLUG, { code: { python: 'x'.repeat(70_000) } })],
  [
    'too many exercises',
    {
      ...NO_PROGRESS,
      exercises: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a/b${n}`, progressOf(passed, SLUG)])),
    } satisfies Progress,
  ],
];

test.for(broken)('a file with %s is refused', ([, value]) => {
  expect(parseProgress(JSON.stringify(value))).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/^The file is not an export/),
  });
});

test('a file that is no JSON is refused in words', () => {
  expect(parseProgress('<html>')).toEqual({ ok: false, problem: 'The file is not JSON.' });
});

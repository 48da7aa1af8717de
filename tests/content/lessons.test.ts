import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LESSON_SLUGS, parseLesson } from '#content/lessons.ts';
import { LANGUAGES } from '#protocol/client-message.ts';
import { lessonFolders, loadAnswers, loadLessons } from '#content/load-lessons.ts';

const lessons = loadLessons();
const answers = loadAnswers();

test('the chapters name every folder of an exercise, once', () => {
  expect(new Set(LESSON_SLUGS).size).toBe(LESSON_SLUGS.length);
  expect([...LESSON_SLUGS].toSorted()).toEqual(lessonFolders().toSorted());
});

test('no two exercises share a title', () => {
  expect(new Set(lessons.map(({ title }) => title)).size).toBe(lessons.length);
});

/** JavaScript has no bytes that cannot be decoded: it writes a replacement in their place. */
const ONLY_IN_PYTHON = ['cut-inside-a-letter'];

test.for(lessons)('$slug has two more right answers, and each known mistake is made in both languages', (lesson) => {
  const own = answers.filter(({ slug }) => slug === lesson.slug);
  expect(own.filter(({ kind }) => kind === 'right').length).toBeGreaterThanOrEqual(2);
  const mistakes = lesson.checks.flatMap((check) => check.mistakes.map(({ id }) => id));
  for (const language of LANGUAGES) {
    const wrong = own.filter((answer) => answer.kind === 'wrong' && answer.language === language);
    const made = new Set([lesson.startsWith, ...wrong.map(({ name }) => name)]);
    const elsewhere = language === 'python' ? [] : ONLY_IN_PYTHON;
    expect([...made].toSorted()).toEqual(mistakes.filter((id) => !elsewhere.includes(id)).toSorted());
  }
});

test.for(lessons)('$slug speaks plainly', (lesson) => {
  const says = lesson.checks.flatMap((check) => check.mistakes.map((mistake) => mistake.says));
  expect(new Set(says).size).toBe(says.length);
  for (const text of [...says, lesson.summary, lesson.task, lesson.learned, lesson.nudge, lesson.hint]) {
    expect(text).toMatch(/^.+[.?]$/s);
    expect(text).not.toMatch(/!|\b[Ww]e\b|\n/);
  }
  for (const { title } of lesson.checks) expect(title).not.toMatch(/[.!?]$/);
});

test.for(lessons)('$slug begins with code that the solution changes, in both languages', ({ start, solution }) => {
  expect(start.python).not.toBe(solution.python);
  expect(start.typescript).not.toBe(solution.typescript);
});

test.for(lessons)('$slug leads on to a page that exists', ({ guide }) => {
  expect(existsSync(new URL(`../../content/docs${guide.slice(0, -1)}.mdx`, import.meta.url))).toBe(true);
});

const YAML = `
title: T
summary: S.
minutes: 3
task: Do it.
profiles: [uvicorn]
clients: [{ name: app, path: /x }]
checks:
  - { check: sees, title: Seen, client: CLIENT, events: [[{ type: open }]], mistakes: [{ id: nothing, when: { saw: [] }, says: No. }] }
startsWith: nothing
learned: L.
guide: /learn/x/
nudge: N.
hint: H.
partial: { python: '', typescript: '' }
`;

function parse(yaml: string, without?: string) {
  return parseLesson('a/b', (name) => (name === without ? undefined : name === 'lesson.yaml' ? yaml : ''));
}

test('a broken exercise stops the build and names the file and the field', () => {
  expect(parse(YAML.replace('CLIENT', 'app')).slug).toBe('a/b');
  expect(() => parse(YAML)).toThrow(/content\/lessons\/a\/b\/lesson\.yaml: checks\.0\.client/);
  expect(() => parse(YAML.replace('CLIENT', 'nobody'))).toThrow('no client is called "nobody"');
  expect(() => parse(YAML.replace('CLIENT', 'app').replace('startsWith: nothing', 'startsWith: other'))).toThrow(
    'no mistake is called "other"',
  );
  expect(() => parse(YAML.replace('CLIENT', 'app'), 'solution.py')).toThrow('a/b/solution.py is missing');
});

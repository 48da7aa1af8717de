import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadAnswers, loadLessons } from '#content/load-lessons.ts';
import type { Lesson } from '#content/lesson-schema.ts';
import { LANGUAGES } from '#protocol/client-message.ts';
import { gradeAnswer } from '#tests/helpers/lesson-run.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** Every answer of every exercise, run for real and graded by what its clients saw. */

const lessons = loadLessons();
const answers = loadAnswers();

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { PYTHON_WARM_PROCESSES: '3' } });
});

afterAll(() => server.stop());

const titleOf = (lesson: Lesson, mistake: string): string | undefined =>
  lesson.checks.find(({ mistakes }) => mistakes.some(({ id }) => id === mistake))?.title;

describe.concurrent.for(lessons)('$slug', (lesson) => {
  const own = answers.filter(({ slug }) => slug === lesson.slug);

  test.for(LANGUAGES)('the start fails as it should, in %s', async (language) => {
    const { grade } = await gradeAnswer(server.socketUrl, lesson, { language, code: lesson.start[language] });
    const failed = grade.checks.find(({ met }) => !met);
    expect(failed).toMatchObject({ mistake: lesson.startsWith, title: titleOf(lesson, lesson.startsWith) });
  });

  const everywhere = LANGUAGES.flatMap((language) => lesson.profiles.map((profile) => ({ language, profile })));
  test.for(everywhere)('the solution passes, in $language on $profile', async ({ language, profile }) => {
    const code = lesson.solution[language];
    const { grade } = await gradeAnswer(server.socketUrl, lesson, { language, code, profile });
    expect(grade.checks.filter(({ met }) => !met)).toEqual([]);
  });

  test.for(own.filter(({ kind }) => kind === 'right'))('$name passes too, in $language', async (answer) => {
    const { grade } = await gradeAnswer(server.socketUrl, lesson, answer);
    expect(grade.checks.filter(({ met }) => !met)).toEqual([]);
  });

  test.for(own.filter(({ kind }) => kind === 'wrong'))('$name is told so, in $language', async (answer) => {
    const { grade } = await gradeAnswer(server.socketUrl, lesson, answer);
    const failed = grade.checks.find(({ met }) => !met);
    expect(failed).toMatchObject({ mistake: answer.name, title: titleOf(lesson, answer.name) });
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Lesson } from './lesson-schema.ts';
import { LESSON_SLUGS, parseLesson } from './lessons.ts';

const LESSONS = new URL('./lessons/', import.meta.url);

/** Reads every exercise from the disk, in the order of the workshop. For Node only. */
export function loadLessons(): Lesson[] {
  return LESSON_SLUGS.map((slug) => parseLesson(slug, (name) => readIfThere(`${slug}/${name}`)));
}

/** One answer to an exercise, kept to test its checks. */
export interface Answer {
  slug: string;
  /** `right` answers pass; a `wrong` one is named after the mistake that it makes. */
  kind: 'right' | 'wrong';
  name: string;
  language: 'python' | 'typescript';
  code: string;
}

/** The answers beside start and solution: `right/<any name>` and `wrong/<mistake>`, with a number where there are several. */
export function loadAnswers(): Answer[] {
  return LESSON_SLUGS.flatMap((slug) =>
    (['right', 'wrong'] as const).flatMap((kind) =>
      list(`${slug}/${kind}/`).map((file): Answer => {
        const [, name = '', extension] = /^(.+?)(?:\.\d)?\.(py|ts)$/.exec(file) ?? [];
        if (extension === undefined) throw new Error(`content/lessons/${slug}/${kind}/${file} is no .py or .ts`);
        const language = extension === 'py' ? 'python' : 'typescript';
        return { slug, kind, name, language, code: readFileSync(new URL(`${slug}/${kind}/${file}`, LESSONS), 'utf8') };
      }),
    ),
  );
}

/** Folders that hold an exercise, as `<chapter>/<lesson>`. */
export function lessonFolders(): string[] {
  return list('').flatMap((chapter) => list(`${chapter}/`).map((lesson) => `${chapter}/${lesson}`));
}

function list(path: string): string[] {
  const folder = new URL(path, LESSONS);
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
}

function readIfThere(path: string): string | undefined {
  const file = new URL(path, LESSONS);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

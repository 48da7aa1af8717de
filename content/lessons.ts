// Runs in the browser and on the server. No DOM, no node: imports.
import { parse } from 'yaml';
import { CHAPTERS } from './lesson-chapters.ts';
import { LessonFile, type Lesson } from './lesson-schema.ts';

/** The files of an exercise that hold its code. */
export const LESSON_FILES = {
  start: { python: 'start.py', typescript: 'start.ts' },
  solution: { python: 'solution.py', typescript: 'solution.ts' },
} as const;

/** `<chapter>/<lesson>` of every exercise, in the order of the workshop. */
export const LESSON_SLUGS: readonly string[] = CHAPTERS.flatMap(({ slug, lessons }) =>
  lessons.map((lesson) => `${slug}/${lesson}`),
);

/**
 * Reads one exercise from the text of its files; `read` gives the text of a
 * file in its folder. Throws with the slug and the field when something is
 * wrong: a broken exercise stops the build.
 */
export function parseLesson(slug: string, read: (name: string) => string | undefined): Lesson {
  const where = `content/lessons/${slug}`;
  const text = (name: string): string => {
    const found = read(name);
    if (found === undefined) throw new Error(`${where}/${name} is missing`);
    return found;
  };
  const file = LessonFile.safeParse(parse(text('lesson.yaml')));
  if (!file.success) {
    const problems = file.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`${where}/lesson.yaml: ${problems.join('; ')}`);
  }
  const code = (part: keyof typeof LESSON_FILES) => ({
    python: text(LESSON_FILES[part].python),
    typescript: text(LESSON_FILES[part].typescript),
  });
  const lesson = { slug, ...file.data, start: code('start'), solution: code('solution') };
  for (const problem of brokenNames(lesson)) throw new Error(`${where}/lesson.yaml: ${problem}`);
  return lesson;
}

/** Names that lead nowhere. */
function* brokenNames({ clients, checks, startsWith }: Lesson): Generator<string> {
  const names = new Set(clients.map(({ name }) => name));
  if (names.size < clients.length) yield 'clients: two have the same name';
  const used = checks.flatMap((check) => [
    ...('client' in check ? [check.client] : []),
    ...('clients' in check ? check.clients : []),
    ...check.mistakes.flatMap(({ when }) => (when.client === undefined ? [] : [when.client])),
  ]);
  for (const name of used) if (!names.has(name)) yield `checks: no client is called "${name}"`;
  for (const { script } of clients)
    for (const step of script)
      if (step.do === 'send-record' && !names.has(step.of)) yield `clients: no client is called "${step.of}"`;
  const mistakes = checks.flatMap((check) => check.mistakes.map(({ id }) => id));
  if (new Set(mistakes).size < mistakes.length) yield 'checks: two mistakes have the same id';
  if (!mistakes.includes(startsWith)) yield `startsWith: no mistake is called "${startsWith}"`;
  for (const check of checks)
    for (const { id, when } of check.mistakes)
      if (isAboutClient(when) && when.client === undefined && !('client' in check))
        yield `checks: the mistake "${id}" names no client`;
}

function isAboutClient({
  status,
  saw,
  sawNo,
  stillOpen,
  attempts,
}: Lesson['checks'][number]['mistakes'][number]['when']) {
  return [status, saw, sawNo, stillOpen, attempts].some((part) => part !== undefined);
}

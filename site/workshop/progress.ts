import { z } from 'zod';
import { LANGUAGES, type Language } from '#protocol/languages.ts';

/** Longest code that is kept of one exercise and language; the server takes no more. */
const MAX_CODE_CHARACTERS = 64 * 1024;
const MAX_EXERCISES = 200;

/** Rungs of the ladder that a learner has opened: nudge, hint, part of the code, solution. */
export const RUNGS = 4;

const ExerciseProgress = z.strictObject({
  runs: z.int().nonnegative(),
  /** The highest rung that was opened. It stays open. */
  rung: z.int().min(0).max(RUNGS),
  passed: z.boolean(),
  /** What the learner has in hand, where it is not the start. */
  code: z.partialRecord(z.enum(LANGUAGES), z.string().max(MAX_CODE_CHARACTERS)),
});
export type ExerciseProgress = z.infer<typeof ExerciseProgress>;

/** What a learner has done, by `<chapter>/<lesson>`. It is kept in the browser, and anybody can write there: parsed on reading. */
export const Progress = z.strictObject({
  version: z.literal(1),
  language: z.enum(LANGUAGES),
  exercises: z
    .record(
      z
        .string()
        .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)
        .max(100),
      ExerciseProgress,
    )
    .refine((record) => Object.keys(record).length <= MAX_EXERCISES, 'too many exercises'),
});
export type Progress = z.infer<typeof Progress>;

export const NO_PROGRESS: Progress = { version: 1, language: 'typescript', exercises: {} };

const UNTOUCHED: ExerciseProgress = { runs: 0, rung: 0, passed: false, code: {} };

export function progressOf(progress: Progress, slug: string): ExerciseProgress {
  return progress.exercises[slug] ?? UNTOUCHED;
}

export type Status = 'untouched' | 'begun' | 'passed';

export function statusOf(progress: Progress, slug: string): Status {
  const exercise = progress.exercises[slug];
  if (exercise === undefined) return 'untouched';
  return exercise.passed ? 'passed' : 'begun';
}

/** Changes one exercise. What was passed stays passed, and a rung stays open, whatever comes later. */
export function withExercise(progress: Progress, slug: string, change: Partial<ExerciseProgress>): Progress {
  const before = progressOf(progress, slug);
  const after = { ...before, ...change };
  const kept = { ...after, passed: before.passed || after.passed, rung: Math.max(before.rung, after.rung) };
  return { ...progress, exercises: { ...progress.exercises, [slug]: kept } };
}

export function withLanguage(progress: Progress, language: Language): Progress {
  return { ...progress, language };
}

/** Joins an exported file to what is here: nothing that was done is undone, and code in hand stays. */
export function joined(here: Progress, imported: Progress): Progress {
  return Object.entries(imported.exercises).reduce((progress, [slug, theirs]) => {
    const mine = progressOf(progress, slug);
    return withExercise(progress, slug, {
      passed: theirs.passed,
      rung: theirs.rung,
      runs: Math.max(mine.runs, theirs.runs),
      code: { ...theirs.code, ...mine.code },
    });
  }, here);
}

export type Parsed = { ok: true; progress: Progress } | { ok: false; problem: string };

/** Reads what an export wrote. */
export function parseProgress(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'The file is not JSON.' };
  }
  const parsed = Progress.safeParse(value);
  if (parsed.success) return { ok: true, progress: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  return { ok: false, problem: `The file is not an export of this workshop${where}.` };
}

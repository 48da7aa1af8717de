import { LESSON_SLUGS, parseLesson } from '#content/lessons.ts';
import type { Lesson } from '#content/lesson-schema.ts';

const files = import.meta.glob<string>('/content/lessons/*/*/{lesson.yaml,start.py,start.ts,solution.py,solution.ts}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every exercise of `content/lessons`, read at build time, in the order of the workshop. */
export function builtLessons(): Lesson[] {
  return LESSON_SLUGS.map((slug) => parseLesson(slug, (name) => files[`/content/lessons/${slug}/${name}`]));
}

// Runs in the browser and on the server. No DOM, no node: imports.

export interface Chapter {
  /** Its folder in `content/lessons`, and permanent. */
  slug: string;
  title: string;
  summary: string;
  /** Folders of its exercises, in order. */
  lessons: readonly string[];
}

/** The workshop, in order. */
export const CHAPTERS: readonly Chapter[] = [
  {
    slug: 'read-a-refusal',
    title: 'Read a refusal',
    summary: 'The browser says 1006. Find out who refused, where, and why the reason is missing.',
    lessons: ['typo-in-the-url', 'close-before-accept'],
  },
];

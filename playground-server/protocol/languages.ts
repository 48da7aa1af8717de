// Runs in the browser and on the server. No DOM, no node: imports.

/** Apart from the schemas, so that a page can name a language without loading them. */
export const LANGUAGES = ['typescript', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** As people write them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { typescript: 'TypeScript', python: 'Python' };

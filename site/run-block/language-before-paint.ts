/** Of the browser's storage: the language of code, chosen once for the whole site. */
export const LANGUAGE_KEY = 'accept-first:language';

/**
 * Runs inline in the head of every page, before any code is drawn. Without it
 * a reader of TypeScript would see Python first.
 */
export const LANGUAGE_BEFORE_PAINT = `
document.documentElement.dataset.language =
  localStorage.getItem('${LANGUAGE_KEY}') === 'typescript' ? 'typescript' : 'python';
`;

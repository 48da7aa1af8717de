/** Of the browser's storage: the language of code, chosen once for the whole site. */
export const LANGUAGE_KEY = 'accept-first:language';

/**
 * Runs inline in the head of every page, before any code is drawn. Without it
 * a reader of TypeScript would see Python first.
 */
export const LANGUAGE_BEFORE_PAINT = `
let language;
try { language = localStorage.getItem('${LANGUAGE_KEY}'); } catch {}
document.documentElement.dataset.language = language === 'typescript' ? language : 'python';
`;

import { LANGUAGES, type Language } from '#protocol/languages.ts';
import { LANGUAGE_KEY } from './language-before-paint.ts';

type Listener = (language: Language) => void;
const listeners = new Set<Listener>();

export function chosenLanguage(): Language {
  return document.documentElement.dataset['language'] === 'typescript' ? 'typescript' : 'python';
}

export function chooseLanguage(language: Language): void {
  show(language);
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // Forbidden storage: the choice holds for this page.
  }
}

/** Calls now, and again whenever a block of this page or another tab chooses. */
export function onLanguage(listener: Listener): () => void {
  listeners.add(listener);
  listener(chosenLanguage());
  return () => listeners.delete(listener);
}

function show(language: Language): void {
  document.documentElement.dataset['language'] = language;
  for (const listener of listeners) listener(language);
}

addEventListener('storage', ({ key, newValue }) => {
  const language = LANGUAGES.find((name) => name === newValue);
  if (key === LANGUAGE_KEY && language !== undefined) show(language);
});

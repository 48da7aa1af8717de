/** On the root element of a page whose browser keeps nothing for this site. */
const MARK = 'keepsNothing';

/**
 * Runs inline in the head of every page, before anything reads a storage.
 * Where cookies are blocked, even the name `localStorage` throws, in Starlight's
 * theme script as in the playground; a full one throws at the first write. A
 * storage that lasts as long as the page stands in for both.
 */
export const STORAGE_STAND_IN = `
for (const name of ['localStorage', 'sessionStorage']) {
  try {
    window[name].setItem('accept-first:probe', '1');
    window[name].removeItem('accept-first:probe');
  } catch {
    const kept = new Map();
    const value = {
      get length() { return kept.size; },
      key: (index) => [...kept.keys()][index] ?? null,
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, text) => void kept.set(String(key), String(text)),
      removeItem: (key) => void kept.delete(String(key)),
      clear: () => kept.clear(),
    };
    Object.defineProperty(window, name, { configurable: true, value });
    document.documentElement.dataset.${MARK} = '';
  }
}
`;

/** Whether what this page stores is gone with the page. */
export const keepsNothing = (): boolean => document.documentElement.dataset[MARK] !== undefined;

/** Said where the next page has to know what this one was told, in the form of a fault of the server. */
export const KEEPS_NOTHING = {
  name: 'keeps-nothing',
  title: 'This browser keeps nothing for this site',
  message:
    'Its storage is switched off, or full. A room knows you again by what your browser keeps, so the next page would not know who you are.',
  hint: 'Allow this site to keep data, or take another browser.',
};

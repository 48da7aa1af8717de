import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The search button's name is the word that it shows; axe reads the shortcut beside it, which is hidden from readers. */
const EXCLUDED = ['.search-open'];

/** What axe finds in a page as it is now, one line for each element. */
export async function axeViolations(page: Page, options: axe.RunOptions = {}): Promise<string[]> {
  // As a script of the page it would need a leave in the Content Security Policy.
  await page.evaluate(axe.source);
  return page.evaluate(
    async ([exclude, runOptions]) => {
      const { axe: checker } = globalThis as unknown as { axe: typeof axe };
      const { violations } = await checker.run(
        { include: document, exclude },
        { resultTypes: ['violations'], ...runOptions },
      );
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    },
    [EXCLUDED, options] as const,
  );
}

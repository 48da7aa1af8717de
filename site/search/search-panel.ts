import { PagefindUI } from '@pagefind/default-ui';
import style from '../styles/search-panel.css?inline';

const CLOSE_CODES = '/reference/close-codes/';
const CLOSE_CODE = /^\d{4,5}$/;

/** Puts Pagefind's interface into an element, in our colours. */
export function openPanel(element: string): void {
  // With the panel and not with the page: Astro would put the stylesheet of a lazy import into every page's head.
  const sheet = document.createElement('style');
  sheet.textContent = style;
  document.head.append(sheet);
  let term = '';
  new PagefindUI({
    element,
    processTerm: (text) => (term = text.trim()),
    // Whoever looks for a code wants its row.
    processResult: (result) =>
      result.url === CLOSE_CODES && CLOSE_CODE.test(term) ? { ...result, url: `${CLOSE_CODES}#${term}` } : result,
    bundlePath: '/pagefind/',
    baseUrl: '/',
    showImages: false,
    showSubResults: true,
    resetStyles: false,
    // A long page with a table is as good an answer as a short one, and a title no better than a heading.
    ranking: { pageLength: 0.2, metaWeights: { title: 1 } },
    translations: { placeholder: 'Search: 1006, 403, the text of an exception' },
  });
}

import { PagefindUI } from '@pagefind/default-ui';
import style from '../styles/search-panel.css?inline';

/** Puts Pagefind's interface into an element, in our colours. */
export function openPanel(element: string): void {
  // With the panel and not with the page: Astro would put the stylesheet of a lazy import into every page's head.
  const sheet = document.createElement('style');
  sheet.textContent = style;
  document.head.append(sheet);
  new PagefindUI({
    element,
    bundlePath: '/pagefind/',
    baseUrl: '/',
    showImages: false,
    showSubResults: true,
    resetStyles: false,
    translations: { placeholder: 'Search: 1006, 403, the text of an exception' },
  });
}

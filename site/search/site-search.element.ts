/**
 * The search button of every page, and its dialog. Starlight's own loads
 * Pagefind's interface as soon as a page is idle, a third of the weight of a
 * page that is only read. This one loads it when the dialog is first opened.
 */
class SiteSearch extends HTMLElement {
  #panel: Promise<unknown> | undefined;

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector('dialog');
  }

  connectedCallback(): void {
    const dialog = this.#dialog;
    const opener = this.querySelector<HTMLButtonElement>('.search-open');
    if (dialog === null || opener === null) return;
    opener.disabled = false;
    this.#nameShortcut(opener);
    opener.addEventListener('click', () => this.#open());
    dialog.addEventListener('click', ({ target }) => {
      // The dialog's own box is only hit beside its frame. A link may lead to a heading of this page.
      if (target === dialog || (target as Element).closest('a, .search-close') !== null) dialog.close();
    });
    dialog.addEventListener('close', () => document.body.toggleAttribute('data-search-open', false));
    window.addEventListener('keydown', (event) => {
      const isToggle = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
      const isSlash =
        event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !takesText(event.target);
      if (event.defaultPrevented || (!isToggle && !isSlash)) return;
      event.preventDefault();
      if (!dialog.open) this.#open();
      else if (isToggle) dialog.close();
    });
  }

  #open(): void {
    // Another dialog, such as that of Share, has the page.
    if (document.querySelector('dialog:modal') !== null) return;
    this.#dialog?.showModal();
    document.body.toggleAttribute('data-search-open', true);
    void this.#fill();
  }

  async #fill(): Promise<void> {
    const status = this.querySelector('.search-status');
    if (status === null) return;
    status.textContent = this.#panel === undefined ? 'Loading the search …' : status.textContent;
    this.#panel ??= import('./search-panel.ts').then(({ openPanel }) => openPanel('#search-panel'));
    try {
      await this.#panel;
      status.textContent = '';
      this.querySelector('input')?.focus();
    } catch {
      // A browser keeps a failed import: only a new page asks the server again.
      status.textContent = 'The search could not be loaded, because the server did not answer. Load the page again.';
    }
  }

  #nameShortcut(opener: HTMLElement): void {
    const shown = opener.querySelector('kbd');
    if (shown === null) return;
    // Deprecated, and the only one that Safari and Firefox have.
    shown.textContent = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ K' : 'Ctrl K';
    shown.hidden = false;
  }
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]');
}

customElements.define('site-search', SiteSearch);

import type { Language } from '#protocol/client-message.ts';
import type { Run } from '../playground/run-state.ts';
import type { CodeEditor } from './code-editor.ts';
import { copyText } from './copy-text.ts';
import { chosenLanguage, chooseLanguage, onLanguage } from './language.ts';
import type { ClientCall, LiveRun, RunRequest } from './live-run.ts';
import type { BlockView } from './block-view.tsx';
import { GONE } from './gone.ts';

/**
 * An example on a docs page. What it shows is in the HTML; this adds what needs
 * a browser and a server. The parts that run and edit are loaded when they are
 * asked for, so that a page that is only read stays small.
 */
export class RunBlock extends HTMLElement {
  #live: LiveRun | undefined;
  #view: BlockView | undefined;
  readonly #editors = new Map<Language, CodeEditor>();
  #run: Run | undefined;

  /** What the latest live run has come to. */
  get run(): Run | undefined {
    return this.#run;
  }

  get scriptsOver(): boolean {
    return this.#live?.scriptsOver ?? false;
  }

  connectedCallback(): void {
    onLanguage((language) => this.#show(language));
    this.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.name.startsWith('language-'))
        chooseLanguage(target.value as Language);
    });
    this.addEventListener('click', ({ target }) => {
      const action = (target as HTMLElement).closest<HTMLElement>('[data-action]')?.dataset['action'];
      if (action === 'carry') this.#carry();
      if (action === 'run') void this.runExample();
      if (action === 'edit') void this.#edit();
      if (action === 'copy') void this.#copy();
      if (action === 'hide') this.#hide();
    });
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void this.runExample();
      } else if (event.key === 'Escape') this.#hide();
    });
    for (const action of ['run', 'edit', 'copy']) {
      const button = this.querySelector<HTMLButtonElement>(`[data-action="${action}"]`);
      if (button !== null) button.hidden = false;
    }
  }

  disconnectedCallback(): void {
    this.#live?.settle();
  }

  /** Runs what the block shows, or ends what runs. Rejects never: what went wrong is shown. */
  async runExample(): Promise<void> {
    const language = this.#language;
    await this.start({
      title: this.dataset['title'] ?? '',
      language,
      code: this.#code(language),
      server: 'uvicorn',
      clients: this.#clients,
    });
  }

  /** `quietMs`: how long nothing must happen before the run counts as over. */
  async start(request: RunRequest, quietMs = 400): Promise<void> {
    const parts = await Promise.all([import('./live-run.ts'), import('./block-view.tsx')]).catch(() => undefined);
    if (parts === undefined) return this.#say(GONE);
    const [{ LiveRun }, { BlockView }] = parts;
    this.#live?.settle();
    this.#view ??= new BlockView(this);
    const view = this.#view;
    this.#run = undefined;
    view.begin(() => this.#live?.settle());
    this.#live = new LiveRun(
      { ...request, quietMs },
      {
        onRun: (run) => {
          this.#run = run;
          view.show(run);
        },
        onGone: () => view.gone(),
      },
    );
  }

  /** Where the parts that would say more cannot be had. */
  #say(text: string): void {
    const status = this.querySelector('.run-status');
    if (status !== null) status.textContent = text;
    this.dataset['state'] = 'gone';
  }

  get #language(): Language {
    const only = this.dataset['only'] as Language | undefined;
    return only ?? chosenLanguage();
  }

  #panel(language: Language): HTMLElement | null {
    return this.querySelector(`[data-panel="${language}"]`);
  }

  /** As edited, or else as the page has it. */
  #code(language: Language): string {
    return this.#editors.get(language)?.code ?? this.#panel(language)?.querySelector('pre')?.textContent ?? '';
  }

  #show(language: Language): void {
    const input = this.querySelector<HTMLInputElement>(`input[value="${language}"]`);
    if (input !== null) input.checked = true;
    this.#view?.showRecorded();
    this.#linkToPlayground();
  }

  async #edit(): Promise<void> {
    const language = this.#language;
    const code = this.#panel(language)?.querySelector('pre');
    if (code === null || code === undefined) return;
    const parts = await import('./code-editor.ts').catch(() => undefined);
    if (parts === undefined) return this.#say('✘ Could not load the editor: the server does not answer');
    let editor = this.#editors.get(language);
    if (editor === undefined) {
      editor = parts.openEditor(code, language);
      this.#editors.set(language, editor);
    }
    editor.focus();
  }

  async #copy(): Promise<void> {
    const button = this.querySelector<HTMLButtonElement>('[data-action="copy"]');
    const code = this.#panel(this.#language)?.querySelector('pre');
    if (button === null || code === null || code === undefined) return;
    button.textContent = (await copyText(this.#code(this.#language), code)) ? 'Copied' : 'Selected';
    setTimeout(() => (button.textContent = 'Copy'), 2_000);
  }

  #hide(): void {
    this.#live?.settle();
    this.#view?.showRecorded();
    this.querySelector<HTMLElement>('[data-action="run"]')?.focus();
  }

  #linkToPlayground(): void {
    const link = this.querySelector<HTMLAnchorElement>('[data-action="carry"]');
    if (link === null) return;
    const url = new URL(link.href);
    url.searchParams.set('language', this.#language);
    link.href = url.href;
  }

  /** The editor's chunk holds what this needs, so it is there before anything can have been edited. */
  #carry(): void {
    const language = this.#language;
    const edited = this.#editors.get(language);
    edited?.carry(this.dataset['example'] ?? '', this.#clients);
  }

  get #clients(): ClientCall[] {
    return JSON.parse(this.dataset['clients'] ?? '[]') as ClientCall[];
  }
}

customElements.define('run-block', RunBlock);

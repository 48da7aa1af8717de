import { LANGUAGES, type Language } from '#protocol/languages.ts';
import type { SharedSide } from '#protocol/shared-state.ts';
import { lazily } from '../lazily.ts';
import type { Run } from '../playground/run-state.ts';
import type { CodeEditor } from './code-editor.ts';
import { copyText } from './copy-text.ts';
import { chosenLanguage, chooseLanguage, onLanguage } from './language.ts';
import type { ClientCall, LiveRun, RunRequest } from './live-run.ts';
import type { BlockView } from './block-view.tsx';
import type { TimelineItem } from '../playground/timeline/timeline-items.ts';
import { GONE } from './gone.ts';
import { playgroundLink } from './playground-link.ts';

const runParts = lazily(() => Promise.all([import('./live-run.ts'), import('./block-view.tsx')]));
const editorParts = lazily(() => import('./code-editor.ts'));

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

  /** Draws the latest run again, with its rows where another run needs them. */
  redraw(items: readonly TimelineItem[]): void {
    if (this.#run !== undefined) this.#view?.draw(this.#run, items);
  }

  /** What a link to the playground holds of this block. */
  get shared(): SharedSide {
    const language = this.#language;
    const other = LANGUAGES.find((name) => name !== language && this.#panel(name) !== null);
    return {
      language,
      code: this.#code(language),
      ...(other !== undefined && { otherCode: this.#code(other) }),
      server: 'uvicorn',
      example: this.dataset['example'] ?? '',
    };
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
    const parts = await runParts();
    if (parts === undefined) {
      this.#say(GONE);
      return reportOver(this);
    }
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
          if (view.isOver) reportOver(this);
        },
        onGone: () => {
          view.gone();
          reportOver(this);
        },
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
    const parts = await editorParts();
    if (parts === undefined) return this.#say('✘ Could not load the editor: the server does not answer');
    let editor = this.#editors.get(language);
    if (editor === undefined) {
      editor = parts.openEditor(code, language, () => this.#linkToPlayground());
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

  /** By name while the example is as the page has it; what was edited is in the link itself, so that a draft of the reader's stays. */
  #linkToPlayground(): void {
    const link = this.querySelector<HTMLAnchorElement>('[data-action="carry"]');
    if (link === null) return;
    const language = this.#language;
    link.href = `/playground/?example=${this.dataset['example']}&language=${language}`;
    const code = this.#editors.get(language)?.code;
    if (code === undefined || code === this.#panel(language)?.querySelector('pre')?.textContent) return;
    void playgroundLink({ version: 1, ...this.shared }).then((href) => {
      // Something else may have been typed, or chosen, meanwhile.
      if (this.#language === language && this.#code(language) === code) link.href = href;
    });
  }

  get #clients(): ClientCall[] {
    return JSON.parse(this.dataset['clients'] ?? '[]') as ClientCall[];
  }
}

/** Tells a pair that nothing more comes of a run, or of the try to start one. */
function reportOver(block: HTMLElement): void {
  block.dispatchEvent(new CustomEvent('run-over', { bubbles: true }));
}

customElements.define('run-block', RunBlock);

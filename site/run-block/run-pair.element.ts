import { playgroundLink } from './playground-link.ts';
import type { RunBlock } from './run-block.element.ts';

/**
 * A wrong example and the right one beside it. Each is a block of its own; this
 * runs both, keeps both timelines folded or both unfolded, and puts the rows of
 * two fresh runs on one axis, as the page has done with the recorded ones.
 */
class RunPair extends HTMLElement {
  readonly #over = new Set<EventTarget | null>();
  #runsBoth = false;

  connectedCallback(): void {
    const [button, link] = [this.#button, this.querySelector<HTMLAnchorElement>('[data-action="compare"]')];
    for (const part of [button, link]) if (part !== null) part.hidden = false;
    button?.addEventListener('click', () => this.#runBoth());
    for (const event of ['pointerenter', 'focus'] as const) link?.addEventListener(event, () => void this.#aim(link));
    link?.addEventListener('click', (event) => {
      if (link.hash !== '') return;
      event.preventDefault();
      void this.#aim(link).then(() => location.assign(link.href));
    });
    this.addEventListener('run-over', ({ target }) => void this.#level(target));
    this.addEventListener('toggle', ({ target }) => this.#fold(target), { capture: true });
  }

  get #blocks(): RunBlock[] {
    return [...this.querySelectorAll<RunBlock>('run-block')];
  }

  get #button(): HTMLButtonElement | null {
    return this.querySelector('[data-action="run-both"]');
  }

  #runBoth(): void {
    this.#over.clear();
    this.#runsBoth = true;
    if (this.#button !== null) this.#button.disabled = true;
    for (const block of this.#blocks) void block.runExample();
  }

  async #level(target: EventTarget | null): Promise<void> {
    this.#over.add(target);
    const [left, right] = this.#blocks;
    if (left === undefined || right === undefined || this.#over.size < 2) return;
    if (this.#runsBoth && this.#button !== null) this.#button.disabled = false;
    this.#runsBoth = false;
    if (left.run === undefined || right.run === undefined) return;
    const { levelRuns } = await import('../playground/timeline/StaticTimeline.tsx');
    const [ofLeft, ofRight] = levelRuns(left.run, right.run);
    left.redraw(ofLeft);
    right.redraw(ofRight);
  }

  #fold(target: EventTarget | null): void {
    if (!(target instanceof HTMLDetailsElement)) return;
    for (const details of this.querySelectorAll('details')) details.open = target.open;
  }

  async #aim(link: HTMLAnchorElement): Promise<void> {
    const [left, right] = this.#blocks;
    if (left !== undefined && right !== undefined)
      link.href = await playgroundLink({ version: 1, ...left.shared, compare: right.shared });
  }
}

customElements.define('run-pair', RunPair);

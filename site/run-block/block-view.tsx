import { render } from 'preact';
import { isOver, type Run } from '../playground/run-state.ts';
import { GONE } from './gone.ts';
import { formatMs, RunResult } from './RunResult.tsx';

/**
 * The changing part of a block: its status line and its output. The recorded
 * result stays in the page, faded while a run is on its way and hidden once
 * there is something newer, so that nothing jumps and nothing is lost.
 */
export class BlockView {
  readonly #block: HTMLElement;
  readonly #live = document.createElement('div');
  readonly #recordedStatus: string;
  #stop: () => void = () => {};

  constructor(block: HTMLElement) {
    this.#block = block;
    this.#live.className = 'run-live';
    this.#live.hidden = true;
    this.#output?.append(this.#live);
    this.#recordedStatus = this.#status?.textContent ?? '';
    this.#part('[data-action="stop"]')?.addEventListener('click', () => this.#stop());
  }

  begin(stop: () => void): void {
    this.#stop = stop;
    this.#running(true);
    this.#say('Starting…');
  }

  show(run: Run): void {
    const { at, browser } = run;
    const last = Math.max(0, ...browser.map(({ atMs }) => atMs)) - (browser[0]?.atMs ?? 0);
    if (at.phase === 'queued') this.#say(`Number ${at.position} in line`);
    if (isOver(run)) {
      this.#draw(run);
      this.#running(false);
      if (at.phase === 'refused') this.#say('✘ Not run');
      else if (at.phase === 'ended') this.#say(`✘ ${at.reason.title}: ${at.reason.message}`);
      else this.#say(`✓ Done · ${formatMs(last)}`);
    } else if (at.phase === 'live' && browser.some(({ kind }) => kind === 'open')) {
      this.#draw(run);
      const idle =
        at.idleMs === undefined ? '' : `; a run ends by itself after ${at.idleMs / 1_000} s without a client`;
      this.#say(`Running${idle}`);
    }
  }

  gone(): void {
    this.showRecorded();
    this.#say(GONE);
    this.#block.dataset['state'] = 'gone';
  }

  showRecorded(): void {
    this.#running(false);
    this.#live.hidden = true;
    this.#output?.classList.remove('has-live');
    this.#say(this.#recordedStatus);
    this.#shown('hide', false);
    this.#pairAxis();
  }

  #draw(run: Run): void {
    const wasOpen = this.#output?.querySelector('details[open]') !== null;
    render(<RunResult run={run} />, this.#live);
    this.#live.hidden = false;
    const details = this.#live.querySelector('details');
    if (wasOpen && details !== null) details.open = true;
    this.#output?.classList.add('has-live');
    this.#shown('hide', true);
    this.#pairAxis();
  }

  #running(isRunning: boolean): void {
    if (isRunning) this.#block.dataset['state'] = 'running';
    else delete this.#block.dataset['state'];
    // A button that hides loses the focus, and with it the keys of this block.
    const hadFocus = this.#block.contains(document.activeElement);
    this.#shown('run', !isRunning);
    this.#shown('stop', isRunning);
    const isLost = !this.#block.contains(document.activeElement);
    if (hadFocus && isLost) this.#part(`[data-action="${isRunning ? 'stop' : 'run'}"]`)?.focus();
  }

  /** Two blocks of a pair keep one time axis, whichever of them ran last. */
  #pairAxis(): void {
    const pair = this.#block.closest<HTMLElement>('.run-pair');
    const lists = [...(pair?.querySelectorAll<HTMLElement>('.run-rows ol') ?? [])].filter(
      (list) => list.offsetParent !== null || list.closest('details:not([open])') !== null,
    );
    const lastMs = Math.max(0, ...lists.map((list) => Number(list.style.getPropertyValue('--last-ms'))));
    if (lastMs > 0) pair?.style.setProperty('--pair-ms', String(lastMs));
  }

  #shown(action: string, isShown: boolean): void {
    const button = this.#part(`[data-action="${action}"]`);
    if (button !== null) button.hidden = !isShown;
  }

  #say(text: string): void {
    if (this.#status !== null) this.#status.textContent = text;
  }

  get #output(): HTMLElement | null {
    return this.#part('.run-output');
  }

  get #status(): HTMLElement | null {
    return this.#part('.run-status');
  }

  #part(selector: string): HTMLElement | null {
    return this.#block.querySelector(selector);
  }
}

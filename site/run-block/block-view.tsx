import { render } from 'preact';
import { isOver, type Run } from '../playground/run-state.ts';
import type { TimelineItem } from '../playground/timeline/timeline-items.ts';
import { GONE } from './gone.ts';
import { RunResult } from './RunResult.tsx';
import { formatMs } from './span.ts';

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
  #isOver = false;

  constructor(block: HTMLElement) {
    this.#block = block;
    this.#live.className = 'run-live';
    this.#live.hidden = true;
    this.#output?.append(this.#live);
    this.#recordedStatus = this.#status?.textContent ?? '';
    this.#part('[data-action="stop"]')?.addEventListener('click', () => this.#stop());
  }

  /** Whether the run that was shown last can bring nothing more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  begin(stop: () => void): void {
    this.#isOver = false;
    this.#stop = stop;
    this.#running(true);
    this.#say('Starting…');
  }

  show(run: Run): void {
    const { at, browser } = run;
    const last = Math.max(0, ...browser.map(({ atMs }) => atMs)) - (browser[0]?.atMs ?? 0);
    if (at.phase === 'queued') this.#say(`Number ${at.position} in line`);
    this.#isOver = isOver(run);
    if (this.#isOver) {
      this.draw(run);
      this.#running(false);
      if (at.phase === 'refused') this.#say('✘ Not run');
      else if (at.phase === 'ended') this.#say(`✘ ${at.reason.title}: ${at.reason.message}`);
      else this.#say(`✓ Done · ${formatMs(last)}`);
    } else if (at.phase === 'live' && browser.some(({ kind }) => kind === 'open')) {
      this.draw(run);
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
  }

  /** `items`: where the rows stand, when another run decides it. */
  draw(run: Run, items?: readonly TimelineItem[]): void {
    const wasOpen = this.#output?.querySelector('details[open]') !== null;
    render(<RunResult run={run} items={items} />, this.#live);
    this.#live.hidden = false;
    const details = this.#live.querySelector('details');
    if (wasOpen && details !== null) details.open = true;
    this.#output?.classList.add('has-live');
    this.#shown('hide', true);
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

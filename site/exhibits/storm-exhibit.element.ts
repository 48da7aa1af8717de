import { STORM_SECONDS, type StormRow } from '#content/reconnect-storm.ts';
import { storm } from '#content/snippets/client/storm.ts';
import { serveHandler, type ServedHandler } from './served-handler.ts';

/** What a second of the client's delay takes here. */
const SECOND_MS = 250;

interface Plan {
  rows: StormRow[];
  /** Code and path of each example, by slug. */
  handlers: Record<string, { code: string; path: string }>;
}

/**
 * The storm on a docs page: each row is a real client that dials a real handler.
 * Without a press of the button, and without a server, the rows show what was
 * measured before.
 */
class StormExhibit extends HTMLElement {
  #running: AbortController | undefined;

  connectedCallback(): void {
    const start = this.#button('start');
    start.hidden = false;
    start.addEventListener('click', () => void this.#start());
    this.#button('stop').addEventListener('click', () => this.#running?.abort());
  }

  disconnectedCallback(): void {
    this.#running?.abort();
  }

  async #start(): Promise<void> {
    const { rows, handlers } = JSON.parse(this.dataset['plan'] ?? '{}') as Plan;
    const running = new AbortController();
    this.#running = running;
    this.#runs(true, 'Starting…');
    const served = new Map<string, ServedHandler>();
    try {
      for (const [slug, { code }] of Object.entries(handlers)) served.set(slug, await serveHandler(code));
      this.#say(`Dialling. A second takes ${SECOND_MS} ms here.`);
      await Promise.all(
        rows.map((row, index) => {
          const url = `${served.get(row.example)?.url}${handlers[row.example]?.path}`;
          this.#show(index, []);
          const attempts: number[] = [];
          return storm(url, {
            habits: row.habits,
            seconds: STORM_SECONDS,
            signal: running.signal,
            wait: (seconds) => pause(seconds * SECOND_MS, running.signal),
            onAttempt: (atSeconds) => {
              attempts.push(atSeconds);
              this.#show(index, attempts);
            },
          });
        }),
      );
      const words = running.signal.aborted ? 'Stopped' : 'Live, just now';
      this.#runs(false, `${words}. A second took ${SECOND_MS} ms.`);
    } catch (error) {
      for (const [index, row] of rows.entries()) this.#show(index, row.attemptsAtSeconds);
      this.#runs(false, `✘ ${(error as Error).message} Showing what was measured.`);
    } finally {
      for (const handler of served.values()) handler.stop();
    }
  }

  #show(index: number, attemptsAtSeconds: readonly number[]): void {
    const row = this.querySelectorAll<HTMLElement>('[data-row]')[index];
    if (row === undefined) return;
    for (const mark of row.querySelectorAll<SVGElement>('[data-second]')) {
      mark.toggleAttribute('data-dialled', attemptsAtSeconds.includes(Number(mark.dataset['second'])));
    }
    const count = row.querySelector('[data-count]');
    if (count !== null) count.textContent = String(attemptsAtSeconds.length);
  }

  #runs(yes: boolean, words: string): void {
    this.#button('start').disabled = yes;
    this.#button('stop').hidden = !yes;
    this.#say(words);
  }

  #say(words: string): void {
    const status = this.querySelector('[role="status"]');
    if (status !== null) status.textContent = words;
  }

  #button(action: 'start' | 'stop'): HTMLButtonElement {
    return this.querySelector(`[data-action="${action}"]`) as HTMLButtonElement;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

customElements.define('storm-exhibit', StormExhibit);

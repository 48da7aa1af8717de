import type { GuestClient } from '../playground/connection/guest-client.ts';
import type { BrowserEntry } from '../playground/timeline/browser-event.ts';

/** An event as a client's own code would log it. */
export type SeenEntry =
  | { type: 'open'; protocol: string }
  | { type: 'message'; data: string }
  | { type: 'error' }
  | { type: 'close'; code: number; reason: string };

/** A client of the page together with what it has seen. */
export class WatchedClient {
  readonly seen: SeenEntry[] = [];
  /** Resolves when its socket is closed. */
  readonly closed: Promise<void>;
  readonly #guest: GuestClient;
  readonly #close: () => void;
  #unread: string[] = [];
  #reader: ((text: string) => void) | undefined;

  constructor(dial: (onEntry: (entry: BrowserEntry) => void) => GuestClient) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.#close = resolve;
    this.#guest = dial((entry) => this.#onEntry(entry));
  }

  /** Resolves when its script is over or its socket closed. */
  get finished(): Promise<void> {
    return this.#guest.finished;
  }

  send(text: string): void {
    if (this.#guest.open) this.#guest.send(text);
  }

  /** The next message that nobody has asked for yet. */
  nextMessage(): Promise<string> {
    const text = this.#unread.shift();
    if (text !== undefined) return Promise.resolve(text);
    return new Promise((resolve) => (this.#reader = resolve));
  }

  #onEntry(entry: BrowserEntry): void {
    if (entry.kind === 'open') this.seen.push({ type: 'open', protocol: entry.protocol });
    if (entry.kind === 'error') this.seen.push({ type: 'error' });
    if (entry.kind === 'message') {
      this.seen.push({ type: 'message', data: entry.data });
      const reader = this.#reader;
      this.#reader = undefined;
      if (reader === undefined) this.#unread.push(entry.data);
      else reader(entry.data);
    }
    if (entry.kind === 'close') {
      this.seen.push({ type: 'close', code: entry.code, reason: entry.reason });
      this.#close();
    }
    if (entry.kind === 'exception' && entry.call === 'new WebSocket') this.#close();
  }
}

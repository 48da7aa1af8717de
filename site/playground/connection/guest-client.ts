import type { ClientStep } from '#content/example-schema.ts';
import type { BrowserEntry } from '../timeline/browser-event.ts';

export interface GuestClientOptions {
  url: string;
  /** What of the URL the handler's side knows: path and query, without the session. */
  path: string;
  protocols: string[];
  script: readonly ClientStep[];
  record: (entry: BrowserEntry) => void;
}

type Awaited = 'open' | 'message' | 'close';

/**
 * One client of the page: the browser's own WebSocket with a recorder at each
 * event and each call. The browser's refusals are recorded as it words them.
 */
export class GuestClient {
  readonly #record: (entry: BrowserEntry) => void;
  readonly #seen: Record<Awaited, number> = { open: 0, message: 0, close: 0 };
  readonly #waited: Record<Awaited, number> = { open: 0, message: 0, close: 0 };
  #wake: (() => void) | undefined;
  #socket: WebSocket | undefined;
  /** Resolves when the script is over or the socket is closed. */
  readonly finished: Promise<void>;

  constructor({ url, path, protocols, script, record }: GuestClientOptions) {
    this.#record = record;
    record({ kind: 'new-websocket', url, path, protocols });
    this.#attempt('new WebSocket', () => {
      this.#socket = new WebSocket(url, protocols);
    });
    this.finished = this.#socket === undefined ? Promise.resolve() : this.#play(this.#socket, script);
  }

  get open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  send(data: string): void {
    if (this.#attempt('send', () => this.#socket?.send(data))) this.#record({ kind: 'call-send', data });
  }

  close(code?: number, reason?: string): void {
    if (!this.#attempt('close', () => this.#socket?.close(code, reason))) return;
    this.#record({
      kind: 'call-close',
      ...(code === undefined ? {} : { code }),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** False when the browser threw, and so did nothing. No event of a socket comes before the call has returned. */
  #attempt(call: 'new WebSocket' | 'send' | 'close', action: () => void): boolean {
    try {
      action();
      return true;
    } catch (error) {
      const { name, message } = error as DOMException;
      this.#record({ kind: 'exception', call, name, message });
      return false;
    }
  }

  async #play(socket: WebSocket, script: readonly ClientStep[]): Promise<void> {
    this.#listen(socket);
    await this.#until('open');
    for (const step of script) {
      if (this.#seen.close > 0) return;
      if (step.do === 'send') this.send(step.text);
      else if (step.do === 'close') this.close(step.code, step.reason);
      else if (step.do === 'wait-for') await this.#until(step.event);
      else await this.#sleep(step.ms);
    }
  }

  #listen(socket: WebSocket): void {
    socket.addEventListener('open', () => {
      this.#record({ kind: 'open', protocol: socket.protocol });
      this.#note('open');
    });
    socket.addEventListener('message', ({ data }) => {
      const binary = typeof data !== 'string';
      this.#record({ kind: 'message', data: binary ? `${(data as Blob).size} bytes` : data, binary });
      this.#note('message');
    });
    socket.addEventListener('error', () => this.#record({ kind: 'error' }));
    socket.addEventListener('close', ({ code, reason, wasClean }) => {
      this.#record({ kind: 'close', code, reason, wasClean });
      this.#note('close');
    });
  }

  #note(event: Awaited): void {
    this.#seen[event] += 1;
    this.#wake?.();
  }

  /** Waits for an event that no earlier step has waited for; a closed socket ends every wait. */
  async #until(event: Awaited): Promise<void> {
    this.#waited[event] = event === 'open' ? 1 : this.#waited[event] + 1;
    while (this.#seen[event] < this.#waited[event] && this.#seen.close === 0) await this.#next();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      void this.#until('close').then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#wake;
      this.#wake = () => {
        this.#wake = undefined;
        before?.();
        resolve();
      };
    });
  }
}

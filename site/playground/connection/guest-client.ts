import type { PlannedStep } from '../client/client-script.ts';
import type { BrowserEntry } from '../timeline/browser-event.ts';

export interface GuestClientOptions {
  url: string;
  /** What of the URL the handler's side knows: path and query, without the session. */
  path: string;
  protocols: string[];
  script: readonly PlannedStep[];
  record: (entry: BrowserEntry) => void;
  /** Has the server end the TCP connection of this client. */
  cut?: () => void;
}

type Awaited = 'open' | 'message' | 'close';

/**
 * One client of the page: the browser's own WebSocket with a recorder at each
 * event and each call. The browser's refusals are recorded as it words them.
 */
export class GuestClient {
  readonly #record: (entry: BrowserEntry) => void;
  readonly #cut: (() => void) | undefined;
  readonly #seen: Record<Awaited, number> = { open: 0, message: 0, close: 0 };
  readonly #waited: Record<Awaited, number> = { open: 0, message: 0, close: 0 };
  #wake: (() => void) | undefined;
  #socket: WebSocket | undefined;
  /** The page of a client that is to leave, because a socket ends with the page that made it. */
  #frame: HTMLIFrameElement | undefined;
  /** Resolves when the script is over or the socket is closed. */
  readonly finished: Promise<void>;

  constructor({ url, path, protocols, script, record, cut }: GuestClientOptions) {
    this.#record = record;
    this.#cut = cut;
    if (script.some((step) => step.do === 'leave')) this.#frame = hiddenFrame();
    record({ kind: 'new-websocket', url, path, protocols });
    this.#attempt('new WebSocket', () => {
      const Socket = (this.#frame?.contentWindow as typeof globalThis | undefined)?.WebSocket ?? WebSocket;
      this.#socket = new Socket(url, protocols);
    });
    this.finished = this.#socket === undefined ? Promise.resolve() : this.#play(this.#socket, script);
    if (this.#socket === undefined) this.#frame?.remove();
  }

  get open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  send(data: string): void {
    if (this.#attempt('send', () => this.#socket?.send(data))) this.#record({ kind: 'call-send', data });
  }

  sendBytes(hex: string): void {
    const bytes = Uint8Array.fromHex(hex);
    if (this.#attempt('send', () => this.#socket?.send(bytes)))
      this.#record({ kind: 'call-send', data: hex, binary: true });
  }

  close(code?: number, reason?: string): void {
    if (!this.#attempt('close', () => this.#socket?.close(code, reason))) return;
    this.#record({
      kind: 'call-close',
      ...(code === undefined ? {} : { code }),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** The client's page goes away. The browser ends its sockets, and there is nobody left to be told. */
  leave(): void {
    if (this.#frame === undefined) return;
    this.#record({ kind: 'page-left' });
    this.#frame.remove();
    this.#frame = undefined;
    this.#note('close');
  }

  /** No page can end TCP without a Close, so the server does it. */
  drop(): void {
    this.#record({ kind: 'call-cut' });
    this.#cut?.();
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

  async #play(socket: WebSocket, script: readonly PlannedStep[]): Promise<void> {
    this.#listen(socket);
    await this.#until('open');
    for (const step of script) {
      if (this.#seen.close > 0) return;
      await this.#do(step);
    }
  }

  async #do(step: PlannedStep): Promise<void> {
    switch (step.do) {
      case 'send':
        return this.send(step.text);
      case 'send-bytes':
        return this.sendBytes(step.hex);
      case 'close':
        return this.close(step.code, step.reason);
      case 'wait-for':
        return this.#until(step.event);
      case 'sleep':
        return this.#sleep(step.ms);
      case 'leave':
        return this.leave();
      case 'drop':
        this.drop();
        return this.#until('close');
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
      this.#frame?.remove();
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

/** Of this page's origin, and empty. */
function hiddenFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'The page of a client that leaves';
  document.body.append(frame);
  return frame;
}

import { RECOVERED_AFTER_MS, reconnectDelayMs } from './reconnect-policy.ts';

export interface ReconnectingSocketHost {
  onDial(): void;
  onOpen(): void;
  onText(text: string): void;
  /** `retryAtMs`, on the clock of `performance.now()`, is when it dials again. */
  onWaiting(retryAtMs: number): void;
  /** Whether a connection that ended with this close code is not to be dialled again; left out, all are. */
  isFinal?(code: number): boolean;
}

/** A WebSocket to our own server that dials again by itself until it is closed, or has ended for good. */
export class ReconnectingSocket {
  readonly #url: string;
  readonly #host: ReconnectingSocketHost;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #recovery: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(url: string, host: ReconnectingSocketHost) {
    this.#url = url;
    this.#host = host;
  }

  /** Dials now, also in the middle of a wait. */
  connect(): void {
    if (this.#socket !== undefined || this.#closed) return;
    clearTimeout(this.#retry);
    this.#host.onDial();
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#recovery = setTimeout(() => this.recovered(), RECOVERED_AFTER_MS);
      this.#host.onOpen();
    });
    socket.addEventListener('message', (event) => {
      if (!this.#closed) this.#host.onText(String(event.data));
    });
    socket.addEventListener('close', ({ code }) => this.#onClose(code));
  }

  /** The next wait is a short one again. For who has heard that the server serves and does not only answer. */
  recovered(): void {
    this.#attempt = 0;
  }

  /** False when there is no connection to send on. */
  send(text: string): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(text);
    return true;
  }

  /** Ends this connection, and dials again later as after any other end. */
  drop(): void {
    this.#socket?.close();
  }

  /** Ends the connection for good, without another word to the host. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#recovery);
    this.#socket?.close();
  }

  #onClose(code: number): void {
    clearTimeout(this.#recovery);
    this.#socket = undefined;
    if (this.#closed) return;
    if (this.#host.isFinal?.(code) === true) return;
    this.#attempt += 1;
    const delayMs = reconnectDelayMs(this.#attempt, Math.random());
    this.#retry = setTimeout(() => this.connect(), delayMs);
    this.#host.onWaiting(performance.now() + delayMs);
  }
}

import type { ClientCommand } from '#protocol/client-message.ts';
import { ServerMessage } from '#protocol/server-message.ts';
import { RECOVERED_AFTER_MS, reconnectDelayMs } from './reconnect-policy.ts';

export type ControlStatus =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  /** `retryAtMs` is on the clock of `performance.now()`. */
  | { kind: 'waiting'; retryAtMs: number };

export interface ControlHost {
  onStatus(status: ControlStatus): void;
  onMessage(message: ServerMessage): void;
}

/** The page's way to the playground server. Reconnects by itself until it is closed. */
export class ControlSocket {
  readonly #url: string;
  readonly #host: ControlHost;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #recovered: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(url: string, host: ControlHost) {
    this.#url = url;
    this.#host = host;
    this.connect();
  }

  /** Dials now, also in the middle of a wait. */
  connect(): void {
    if (this.#socket !== undefined) return;
    clearTimeout(this.#retry);
    this.#host.onStatus({ kind: 'connecting' });
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#recovered = setTimeout(() => (this.#attempt = 0), RECOVERED_AFTER_MS);
      this.#host.onStatus({ kind: 'connected' });
    });
    socket.addEventListener('message', (event) => this.#onText(String(event.data)));
    socket.addEventListener('close', () => this.#onClose());
  }

  /** Ends the connection for good, without another word to the host. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#recovered);
    this.#socket?.close();
  }

  /** False when there is no connection to send on. */
  send(command: ClientCommand): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(command));
    return true;
  }

  #onText(text: string): void {
    if (this.#closed) return;
    this.#attempt = 0;
    // A message that does not parse is the server's mistake and ends the page's trust in it: better loud than wrong.
    this.#host.onMessage(ServerMessage.parse(JSON.parse(text)));
  }

  #onClose(): void {
    clearTimeout(this.#recovered);
    this.#socket = undefined;
    if (this.#closed) return;
    this.#attempt += 1;
    const delayMs = reconnectDelayMs(this.#attempt, Math.random());
    this.#retry = setTimeout(() => this.connect(), delayMs);
    this.#host.onStatus({ kind: 'waiting', retryAtMs: performance.now() + delayMs });
  }
}

import { signal } from '@preact/signals';
import type { ClientCommand } from '#protocol/client-message.ts';
import type { ServerMessage } from '#protocol/server-message.ts';
import { unavailableLanguages, type Unavailable } from '../language-choice.ts';
import { ControlSocket, type ControlStatus } from './control-socket.ts';
import { webSocketOrigin } from './guest-url.ts';

export interface ControlListener {
  onStatus(status: ControlStatus): void;
  onMessage(message: ServerMessage): void;
}

/** The page's one control socket, shared by the playgrounds of the page. Each is told everything and knows its own runs. */
export class ControlLink {
  /** Undefined until the page runs in a browser. */
  readonly status = signal<ControlStatus | undefined>(undefined);
  readonly unavailable = signal<Unavailable>({});
  readonly #listeners = new Set<ControlListener>();
  #socket: ControlSocket | undefined;

  start(): void {
    this.#socket ??= new ControlSocket(`${webSocketOrigin(location.origin)}/api/playground`, {
      onStatus: (status) => this.#onStatus(status),
      onMessage: (message) => {
        for (const listener of this.#listeners) listener.onMessage(message);
      },
    });
  }

  /** Returns how to stop listening. */
  listen(listener: ControlListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** False when there is no connection to send on. */
  send(command: ClientCommand): boolean {
    return this.#socket?.send(command) ?? false;
  }

  reconnect(): void {
    this.#socket?.connect();
  }

  #onStatus(status: ControlStatus): void {
    this.status.value = status;
    if (status.kind === 'connected') void this.#askForLanguages();
    for (const listener of this.#listeners) listener.onStatus(status);
  }

  /** Asked anew after each connection: the server may have been started with another one. */
  async #askForLanguages(): Promise<void> {
    try {
      const response = await fetch('/healthz');
      this.unavailable.value = unavailableLanguages(await response.json());
    } catch {
      // The server went away again, and the next connection asks again.
    }
  }
}

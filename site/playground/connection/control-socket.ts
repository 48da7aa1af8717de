import type { ClientCommand } from '#protocol/client-message.ts';
import { ServerMessage } from '#protocol/server-message.ts';
import { ReconnectingSocket } from '../../connection/reconnecting-socket.ts';

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
  readonly #socket: ReconnectingSocket;

  constructor(url: string, host: ControlHost) {
    this.#socket = new ReconnectingSocket(url, {
      onDial: () => host.onStatus({ kind: 'connecting' }),
      onOpen: () => host.onStatus({ kind: 'connected' }),
      onText: (text) => {
        this.#socket.recovered();
        // A message that does not parse is the server's mistake and ends the page's trust in it: better loud than wrong.
        host.onMessage(ServerMessage.parse(JSON.parse(text)));
      },
      onWaiting: (retryAtMs) => host.onStatus({ kind: 'waiting', retryAtMs }),
    });
    this.#socket.connect();
  }

  /** Dials now, also in the middle of a wait. */
  connect(): void {
    this.#socket.connect();
  }

  /** Ends the connection for good, without another word to the host. */
  close(): void {
    this.#socket.close();
  }

  /** False when there is no connection to send on. */
  send(command: ClientCommand): boolean {
    return this.#socket.send(JSON.stringify(command));
  }
}

import type { WebSocket } from 'ws';
import { FAULTS } from '#content/faults.ts';
import type { Limits } from '#limits';

export interface JsonSocketHost {
  /** One JSON value of one text frame. */
  onValue(value: unknown): void;
  onClose(): void;
}

/** A WebSocket of ours that speaks JSON in text frames, and is pinged so that a vanished page is noticed. */
export class JsonSocket {
  readonly #socket: WebSocket;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #maxBufferedBytes: number;
  #alive = true;

  constructor(socket: WebSocket, limits: Pick<Limits, 'controlPingMs' | 'maxBufferedBytes'>, host: JsonSocketHost) {
    this.#socket = socket;
    this.#maxBufferedBytes = limits.maxBufferedBytes;
    socket.on('message', (data, isBinary) => {
      const json = isBinary ? undefined : parseJson(String(data));
      if (json === undefined) this.closeWith('not-json');
      else host.onValue(json.value);
    });
    socket.on('pong', () => (this.#alive = true));
    socket.on('close', () => {
      clearInterval(this.#heartbeat);
      host.onClose();
    });
    // ws closes the socket itself after a protocol error; `close` follows.
    socket.on('error', () => {});
    this.#heartbeat = setInterval(() => this.#beat(), limits.controlPingMs);
  }

  /** Bytes that the client has not read yet. */
  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** Who does not read the answers is not asked for more questions, and is ended by the next ping but one. */
  send(message: unknown): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(JSON.stringify(message), () => {
      if (this.#socket.isPaused && !this.#isBehind) this.#socket.resume();
    });
    if (this.#isBehind) this.#socket.pause();
  }

  get #isBehind(): boolean {
    return this.#socket.bufferedAmount > this.#maxBufferedBytes;
  }

  /** Closes with the code of a fault; the title is what the page is told. */
  closeWith(name: FaultWithCode, title: string = FAULTS[name].title): void {
    this.#socket.close(FAULTS[name].closeCode, title);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #beat(): void {
    if (!this.#alive) return this.#socket.terminate();
    this.#alive = false;
    this.#socket.ping();
  }
}

type FaultWithCode = {
  [Name in keyof typeof FAULTS]: (typeof FAULTS)[Name] extends { closeCode: number } ? Name : never;
}[keyof typeof FAULTS];

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The caller tells the client; the parser's own words help nobody.
    return undefined;
  }
}

import type { Socket } from 'node:net';

/** The bytes of a connection's requests, which Node's parser does not keep. */
class HandshakeTap {
  readonly #maxBytes: number;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  see(chunk: Buffer): void {
    const bytes = Buffer.concat([this.#bytes, chunk]);
    // What came before the last request on a kept-alive connection is of no use.
    this.#bytes = bytes.subarray(Math.max(0, bytes.length - this.#maxBytes * 2));
  }

  /** The last request's head, without `head`, the bytes that followed it. */
  request(head: Buffer): Buffer {
    const end = this.#bytes.length - head.length;
    const before = this.#bytes.subarray(0, Math.max(0, end - BLANK_LINE.length)).lastIndexOf(BLANK_LINE);
    const start = before === -1 ? 0 : before + BLANK_LINE.length;
    return Buffer.from(this.#bytes.subarray(start, end));
  }
}

const BLANK_LINE = Buffer.from('\r\n\r\n');

const taps = new WeakMap<Socket, { tap: HandshakeTap; listener: (chunk: Buffer) => void }>();

/** Begins to keep the bytes of a connection's requests. For the http server's `connection` event. */
export function tapHandshake(socket: Socket, maxHeaderBytes: number): void {
  const tap = new HandshakeTap(maxHeaderBytes);
  const listener = (chunk: Buffer) => tap.see(chunk);
  taps.set(socket, { tap, listener });
  // Before the parser's own listener, which emits `upgrade` from inside.
  socket.prependListener('data', listener);
}

/** Ends the tap of an upgraded socket and gives the exact bytes of the request that upgraded it. */
export function takeHandshake(socket: Socket, head: Buffer): Buffer {
  const tapped = taps.get(socket);
  if (tapped === undefined) return Buffer.alloc(0);
  taps.delete(socket);
  socket.removeListener('data', tapped.listener);
  return tapped.tap.request(head);
}

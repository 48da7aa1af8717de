import { createHash } from 'node:crypto';
import type { AsgiHeader } from '#asgi/events.ts';
import type { ConnectionEntry } from '../session/connection-link.ts';

/** RFC 6455 section 1.3. */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function acceptToken(key: string): string {
  return createHash('sha1')
    .update(key + WEBSOCKET_GUID)
    .digest('base64');
}

/** The head of a response as bytes; names and values are Latin-1, as in ASGI. */
export function responseHead(status: number, phrase: string, headers: readonly AsgiHeader[]): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/1.1 ${status} ${phrase}\r\n${lines.join('')}\r\n`, 'latin1');
}

export function chunkFrame(data: Buffer): Buffer[] {
  return [Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')];
}

export const LAST_CHUNK = Buffer.from('0\r\n\r\n');

type ResponseEntry = Extract<ConnectionEntry, { kind: 'http-response' }>;

/** A response as it goes out in parts, to be recorded once. */
export class RecordedResponse {
  readonly #status: number;
  readonly #reason: string;
  readonly #headers: AsgiHeader[];
  readonly #maxBytes: number;
  #hex: string;
  #bytes: number;
  #body: Buffer = Buffer.alloc(0);

  constructor(head: Buffer, status: number, reason: string, headers: AsgiHeader[], maxBytes: number) {
    this.#status = status;
    this.#reason = reason;
    this.#headers = headers;
    this.#maxBytes = maxBytes;
    this.#bytes = head.length;
    this.#hex = head.subarray(0, maxBytes).toString('hex');
  }

  /** `wire` as written, `content` without its chunk framing. */
  add(wire: Buffer, content: Buffer): void {
    this.#bytes += wire.length;
    this.#hex += wire.subarray(0, Math.max(0, this.#maxBytes - this.#hex.length / 2)).toString('hex');
    this.#body = Buffer.concat([this.#body, content.subarray(0, Math.max(0, this.#maxBytes - this.#body.length))]);
  }

  entry(): ResponseEntry {
    return {
      actor: 'wire',
      kind: 'http-response',
      status: this.#status,
      reason: this.#reason,
      headers: this.#headers,
      body: new TextDecoder().decode(this.#body),
      hex: this.#hex,
      bytes: this.#bytes,
    };
  }
}

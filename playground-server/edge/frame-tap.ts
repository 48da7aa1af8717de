import type { OPCODES } from '#protocol/timeline-event.ts';
import type { ConnectionEntry } from '../session/connection-link.ts';

type FrameEntry = Extract<ConnectionEntry, { kind: 'frame' }>;

const OPCODE_NAMES: Record<number, (typeof OPCODES)[number]> = {
  0: 'continuation',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

interface FrameHeader {
  fin: boolean;
  opcode: number;
  masked: boolean;
  payloadBytes: number;
  mask: Buffer;
  length: number;
}

/**
 * Watches one direction of a WebSocket and records each frame as it went over
 * the wire, however it was cut into chunks. It looks at bytes only: what it
 * sees does not depend on whether the codec accepts it, and of a large frame it
 * keeps the beginning and counts the rest.
 */
export class FrameTap {
  /** The first frame whose message is over the limit, in the words of a server's reason. */
  oversize: string | undefined;
  /** Of the last Close frame. */
  closeReason: Uint8Array | undefined;
  /** Whether the rest of a message in fragments is still to come. */
  isWithinMessage = false;
  readonly #direction: FrameEntry['direction'];
  readonly #maxRecordedBytes: number;
  readonly #maxMessageBytes: number;
  readonly #record: (entry: FrameEntry) => void;
  #header: FrameHeader | undefined;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #seenBytes = 0;
  #messageBytes = 0;

  constructor(options: {
    direction: FrameEntry['direction'];
    maxRecordedBytes: number;
    maxMessageBytes: number;
    record: (entry: FrameEntry) => void;
  }) {
    this.#direction = options.direction;
    this.#maxRecordedBytes = options.maxRecordedBytes;
    this.#maxMessageBytes = options.maxMessageBytes;
    this.#record = options.record;
  }

  see(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const wanted = this.#wantedBytes();
      const part = chunk.subarray(at, at + wanted);
      at += part.length;
      this.#keep(part);
      if (this.#header === undefined) this.#readHeader();
      if (this.#header !== undefined && this.#seenBytes >= this.#header.length + this.#header.payloadBytes) this.end();
    }
  }

  /** Records what there is of a frame that will not be finished. */
  end(): void {
    if (this.#seenBytes === 0) return;
    const bytes = Buffer.concat(this.#kept);
    const header = this.#header;
    if (header !== undefined) this.#record(this.#entry(header, bytes));
    this.#header = undefined;
    this.#kept = [];
    this.#keptBytes = 0;
    this.#seenBytes = 0;
  }

  /** Bytes up to the next thing to look at: the rest of the header, or of the frame. */
  #wantedBytes(): number {
    const header = this.#header;
    if (header !== undefined) return header.length + header.payloadBytes - this.#seenBytes;
    if (this.#seenBytes < 2) return 2 - this.#seenBytes;
    return headerLength(this.#keptByte(1)) - this.#seenBytes;
  }

  #keep(part: Buffer): void {
    this.#seenBytes += part.length;
    const room = Math.max(this.#maxRecordedBytes, MAX_HEADER_BYTES) - this.#keptBytes;
    if (room <= 0) return;
    // A copy: a slice would keep the whole chunk alive.
    const kept = Buffer.from(part.subarray(0, room));
    this.#kept.push(kept);
    this.#keptBytes += kept.length;
  }

  #keptByte(index: number): number {
    return Buffer.concat(this.#kept)[index] ?? 0;
  }

  #readHeader(): void {
    if (this.#seenBytes < 2) return;
    const bytes = Buffer.concat(this.#kept);
    const [first = 0, second = 0] = bytes;
    const length = headerLength(second);
    if (bytes.length < length) return;
    const short = second & 0x7f;
    const exactLength = BigInt(short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : bytes.readBigUInt64BE(2));
    const payloadBytes = Number(exactLength);
    const masked = second >= 0x80;
    const opcode = first & 0x0f;
    const mask = bytes.subarray(length - 4, length);
    this.#header = { fin: first >= 0x80, opcode, masked, payloadBytes, mask, length };
    if (opcode >= 8) return;
    this.isWithinMessage = first < 0x80;
    this.#countMessage(opcode, exactLength, first >= 0x80);
  }

  /** A length may have 64 bits, more than a number holds exactly, and the server's reason names it. */
  #countMessage(opcode: number, length: bigint, fin: boolean): void {
    const before = opcode === 0 ? this.#messageBytes : 0;
    const after = before + Number(length);
    if (after > this.#maxMessageBytes)
      this.oversize ??= before === 0 ? `${length}` : `${length} bytes after reading ${before}`;
    this.#messageBytes = fin ? 0 : after;
  }

  #entry({ fin, opcode, masked, payloadBytes, mask, length }: FrameHeader, kept: Buffer): FrameEntry {
    const payload = Buffer.from(kept.subarray(length));
    if (masked) for (let at = 0; at < payload.length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
    const hasCode = opcode === 8 && payloadBytes >= 2 && payload.length >= 2;
    if (hasCode) this.closeReason = payload.subarray(2);
    return {
      actor: 'wire',
      kind: 'frame',
      direction: this.#direction,
      opcode: OPCODE_NAMES[opcode] ?? 'reserved',
      fin,
      masked,
      payloadBytes,
      hex: kept.subarray(0, this.#maxRecordedBytes).toString('hex'),
      bytes: this.#seenBytes,
      ...(opcode === 1 && { text: decodeCut(payload, payload.length < payloadBytes) }),
      ...(hasCode && { closeCode: payload.readUInt16BE(0), closeReason: decodeCut(payload.subarray(2), false) }),
    };
  }
}

const MAX_HEADER_BYTES = 14;

function headerLength(secondByte: number): number {
  const short = secondByte & 0x7f;
  return 2 + (short < 126 ? 0 : short === 126 ? 2 : 8) + (secondByte >= 0x80 ? 4 : 0);
}

/** UTF-8 as text; a character that the cut went through is left out. */
function decodeCut(bytes: Buffer, isCut: boolean): string {
  return new TextDecoder().decode(bytes, { stream: isCut });
}

/** A field of recorded bytes, for the table under the hex. */
export interface Field {
  name: string;
  /** Offset and length in bytes. */
  at: number;
  length: number;
  value: string;
}

export function bytesOf(hex: string): Uint8Array {
  const pairs = hex.match(/[0-9a-f]{2}/gi) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

const OPCODE_NAMES: Readonly<Record<number, string>> = {
  0: 'continuation',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

/** RFC 6455 section 5.2: the fields of one frame, as far as its recorded bytes go. */
export function frameFields(bytes: Uint8Array): Field[] {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return [];
  const opcode = first & 0x0f;
  const masked = (second & 0x80) !== 0;
  const fields: Field[] = [
    { name: 'FIN, opcode', at: 0, length: 1, value: `${first >> 7}, ${opcode} ${OPCODE_NAMES[opcode] ?? 'reserved'}` },
  ];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = second & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + extra) return fields;
  const length = extra === 2 ? view.getUint16(2) : extra === 8 ? Number(view.getBigUint64(2)) : short;
  fields.push({ name: 'MASK, length', at: 1, length: 1 + extra, value: `${masked ? 1 : 0}, ${length} bytes` });
  let at = 2 + extra;
  let key: Uint8Array | undefined;
  if (masked) {
    key = bytes.subarray(at, at + 4);
    fields.push({ name: 'masking key', at, length: 4, value: toHex(key) });
    at += 4;
  }
  const payload = unmask(bytes.subarray(at, at + length), key);
  if (opcode === 8 && payload.length >= 2) {
    const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
    fields.push({ name: 'close code', at, length: 2, value: String(code) });
    at += 2;
    if (payload.length > 2) fields.push(textField('reason', at, payload.subarray(2)));
  } else if (payload.length > 0) {
    fields.push(
      opcode === 2
        ? { name: 'payload', at, length: payload.length, value: toHex(payload.subarray(0, 32)) }
        : textField('payload', at, payload),
    );
  }
  return fields;
}

function textField(name: string, at: number, bytes: Uint8Array): Field {
  return { name, at, length: bytes.length, value: new TextDecoder().decode(bytes) };
}

function unmask(payload: Uint8Array, key: Uint8Array | undefined): Uint8Array {
  return key === undefined ? payload : payload.map((byte, index) => byte ^ (key[index % 4] ?? 0));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Sixteen bytes a line: offset, hex, and what of it is printable ASCII. */
export function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const ascii = Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${toHex(part).padEnd(47)}  ${ascii}`);
  }
  return lines;
}

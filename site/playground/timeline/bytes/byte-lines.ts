import { toHex, type ByteField } from './byte-field.ts';

/** Neighbouring bytes of one line that belong to the same fields. */
export interface ByteRun {
  at: number;
  hex: string;
  /** What of it is printable ASCII; a dot for the rest. */
  ascii: string;
  /** Position of the first field that has these bytes; -1 for none. */
  field: number;
}

export interface ByteLine {
  at: number;
  runs: ByteRun[];
}

/** Bytes as a hex dump in which every field can be pointed at. */
export function byteLines(bytes: Uint8Array, fields: readonly ByteField[], perLine = 16): ByteLine[] {
  const owner = new Int32Array(bytes.length).fill(-1);
  for (const [index, { at, length }] of fields.entries())
    for (let byte = at; byte < Math.min(at + length, bytes.length); byte += 1)
      if (owner[byte] === -1) owner[byte] = index;
  const lines: ByteLine[] = [];
  for (let start = 0; start < bytes.length; start += perLine) {
    const runs: ByteRun[] = [];
    const end = Math.min(start + perLine, bytes.length);
    for (let at = start; at < end;) {
      let to = at + 1;
      while (to < end && owner[to] === owner[at]) to += 1;
      const part = bytes.subarray(at, to);
      runs.push({ at, hex: toHex(part), ascii: toAscii(part), field: owner[at] ?? -1 });
      at = to;
    }
    lines.push({ at: start, runs });
  }
  return lines;
}

function toAscii(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}

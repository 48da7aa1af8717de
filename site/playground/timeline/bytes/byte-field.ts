/** A named part of recorded bytes. */
export interface ByteField {
  name: string;
  /** Offset and length in bytes; fields of single bits share their byte. */
  at: number;
  length: number;
  /** Which bits of its byte it has, from the highest: `1··· ····`. */
  bits?: string;
  value: string;
  /** What the value is for, where that is not plain. */
  note?: string;
  /** The field of the ASGI message that says the same: `code`, `reason`, `text`. */
  says?: string;
}

export function bytesOf(hex: string): Uint8Array {
  const pairs = hex.match(/[0-9a-f]{2}/gi) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

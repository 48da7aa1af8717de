// Runs in the browser and on the server. No DOM, no node: imports.
import type { RaisedException } from './events.ts';

/**
 * What Python says about a value that a handler put where a number or a text
 * belongs.
 */

/** A value for which JSON has no word, or which is of another type than belongs in its place: `str()` and its type. */
interface PythonValue {
  python: string;
  text: string;
}

export function isPythonValue(value: unknown): value is PythonValue {
  if (typeof value !== 'object' || value === null) return false;
  const { python, text } = value as Partial<Record<string, unknown>>;
  return typeof python === 'string' && typeof text === 'string';
}

export function pythonType(value: unknown): string {
  if (isPythonValue(value)) return value.python;
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
}

/** A number as Python compares it, which it does with a `bool` too; `undefined` for what is none. */
export function pythonNumber(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
  return isPythonValue(value) && value.python === 'float' ? Number(FLOATS[value.text] ?? value.text) : undefined;
}

const FLOATS: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, '-inf': -Infinity };

/** What an f-string makes of a number or a text; `undefined` for a list or a dictionary. */
export function pythonText(value: unknown): string | undefined {
  if (isPythonValue(value)) return value.text;
  return typeof value === 'object' ? undefined : String(value);
}

/** `repr()` of what JSON can say, without the escapes of a text. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (isPythonValue(value)) return value.text;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (typeof value !== 'object') return typeof value === 'string' ? `'${value}'` : String(value);
  const items = Object.entries(value).map(([key, item]) => `'${key}': ${pythonRepr(item)}`);
  return `{${items.join(', ')}}`;
}

const FALSE_TEXTS = new Set(["b''", "bytearray(b'')", '0.0', 'set()', 'frozenset()']);

export function isPythonTrue(value: unknown): boolean {
  if (isPythonValue(value)) return !FALSE_TEXTS.has(value.text);
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** `repr()` of a byte string whose bytes are these Latin-1 characters. */
export function bytesRepr(latin1: string): string {
  const escapes: Record<string, string> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\\': '\\\\', "'": "\\'" };
  const body = [...latin1].map((character) => {
    const code = character.charCodeAt(0);
    return escapes[character] ?? (code < 32 || code > 126 ? `\\x${code.toString(16).padStart(2, '0')}` : character);
  });
  return `b'${body.join('')}'`;
}

export type Encoded = { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; exception: RaisedException };

/** `value.encode()`: UTF-8, which Python refuses for anything but a `str` and for lone surrogates. */
export function encodeUtf8(value: unknown): Encoded {
  if (typeof value !== 'string') {
    return raised('AttributeError', `'${pythonType(value)}' object has no attribute 'encode'`);
  }
  const surrogates = firstLoneSurrogates(value);
  if (surrogates !== undefined) return { ok: false, exception: surrogates };
  return { ok: true, bytes: new TextEncoder().encode(value) };
}

function firstLoneSurrogates(text: string): RaisedException | undefined {
  // A long text that is fine is not taken apart.
  if (text.isWellFormed()) return undefined;
  return encodeFailure('utf-8', text, (character) => !character.isWellFormed(), 'surrogates not allowed');
}

const NOT_LATIN1 = /[\u{100}-\u{10ffff}]/u;

/** What `text.encode("latin-1")` raises: header names and values are byte strings of that encoding. */
export function latin1Complaint(text: string): RaisedException | undefined {
  if (!NOT_LATIN1.test(text)) return undefined;
  return encodeFailure('latin-1', text, (character) => NOT_LATIN1.test(character), 'ordinal not in range(256)');
}

/** Of a text in which something is refused. */
function encodeFailure(
  codec: string,
  text: string,
  isRefused: (character: string) => boolean,
  why: string,
): RaisedException {
  const characters = [...text];
  const first = characters.findIndex(isRefused);
  let end = first + 1;
  while (end < characters.length && isRefused(characters[end] ?? '')) end += 1;
  const what =
    end - first === 1
      ? `character '${escaped(characters[first] ?? '')}' in position ${first}`
      : `characters in position ${first}-${end - 1}`;
  return { type: 'UnicodeEncodeError', message: `'${codec}' codec can't encode ${what}: ${why}` };
}

/** A character outside Latin-1 as Python writes it in ASCII. */
function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** What `bytes.decode()` finds wrong first, as websockets tells it: `invalid start byte at position 0`. */
export function utf8Complaint(bytes: Uint8Array): string | undefined {
  const found = decodeFailure(bytes);
  return found && `${found.why} at position ${found.start}`;
}

/** What `bytes.decode()` raises. */
export function utf8DecodeError(bytes: Uint8Array): RaisedException | undefined {
  const found = decodeFailure(bytes);
  if (found === undefined) return undefined;
  const { why, start, end } = found;
  const what =
    end - start === 1
      ? `byte 0x${(bytes[start] ?? 0).toString(16).padStart(2, '0')} in position ${start}`
      : `bytes in position ${start}-${end - 1}`;
  return { type: 'UnicodeDecodeError', message: `'utf-8' codec can't decode ${what}: ${why}` };
}

function decodeFailure(bytes: Uint8Array): { why: string; start: number; end: number } | undefined {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const follow = FOLLOWS.find(([from, to]) => first >= from && first <= to);
    if (follow === undefined) return { why: 'invalid start byte', start: at, end: at + 1 };
    const [, , count, lowest, highest] = follow;
    for (let index = 1; index <= count; index += 1) {
      const next = bytes[at + index];
      if (next === undefined) return { why: 'unexpected end of data', start: at, end: bytes.length };
      const [low, high] = index === 1 ? [lowest, highest] : [0x80, 0xbf];
      if (next < low || next > high) return { why: 'invalid continuation byte', start: at, end: at + index };
    }
    at += 1 + count;
  }
  return undefined;
}

/** Of each range of first bytes: how many bytes follow, and between what the first of them lies (RFC 3629 section 4). */
const FOLLOWS: readonly (readonly [from: number, to: number, count: number, lowest: number, highest: number])[] = [
  [0x00, 0x7f, 0, 0, 0],
  [0xc2, 0xdf, 1, 0x80, 0xbf],
  [0xe0, 0xe0, 2, 0xa0, 0xbf],
  [0xe1, 0xec, 2, 0x80, 0xbf],
  [0xed, 0xed, 2, 0x80, 0x9f],
  [0xee, 0xef, 2, 0x80, 0xbf],
  [0xf0, 0xf0, 3, 0x90, 0xbf],
  [0xf1, 0xf3, 3, 0x80, 0xbf],
  [0xf4, 0xf4, 3, 0x80, 0x8f],
];

export function raised(type: string, message: string): { ok: false; exception: RaisedException } {
  return { ok: false, exception: { type, message } };
}

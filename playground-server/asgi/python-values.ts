// Runs in the browser and on the server. No DOM, no node: imports.
import type { RaisedException } from './events.ts';

/**
 * What Python says about a value that a handler put where a number or a text
 * belongs. Messages cross the boundary as JSON, so these are all the types.
 */

export function pythonType(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
}

export function isPythonTrue(value: unknown): boolean {
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
  const characters = [...text];
  const first = characters.findIndex((character) => !character.isWellFormed());
  if (first === -1) return undefined;
  let end = first + 1;
  while (end < characters.length && !characters[end]?.isWellFormed()) end += 1;
  const code = characters[first]?.charCodeAt(0).toString(16);
  const what =
    end - first === 1 ? `character '\\u${code}' in position ${first}` : `characters in position ${first}-${end - 1}`;
  return { type: 'UnicodeEncodeError', message: `'utf-8' codec can't encode ${what}: surrogates not allowed` };
}

export function raised(type: string, message: string): { ok: false; exception: RaisedException } {
  return { ok: false, exception: { type, message } };
}

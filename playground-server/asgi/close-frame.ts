// Runs in the browser and on the server. No DOM, no node: imports.
import { closeCodeEntry } from '#content/close-codes.ts';
import type { RaisedException } from './events.ts';
import { encodeUtf8, isPythonTrue, pythonNumber, pythonText, pythonType, raised } from './python-values.ts';
import type { ServerProfile } from './server-profile.ts';

/** RFC 6455 section 5.5: a control frame carries at most 125 bytes, two of them the code. */
export const MAX_REASON_BYTES = 123;

type ClosePayload = { ok: true; payload: Uint8Array<ArrayBuffer> } | { ok: false; exception: RaisedException };
type CheckedCode = { ok: true; code: number | null } | { ok: false; exception: RaisedException };

const protocolError = (message: string) => raised('websockets.exceptions.ProtocolError', message);

/**
 * The payload of the Close frame that a server makes of a `websocket.close`
 * message, whatever the handler wrote in it, or what it raises instead.
 */
export function applicationClosePayload(
  profile: Pick<ServerProfile, 'codePolicy' | 'reasonPolicy'>,
  message: Readonly<Record<string, unknown>>,
): ClosePayload {
  const reason = isPythonTrue(message.reason) ? message.reason : '';
  const checked = CODE_POLICIES[profile.codePolicy](message.code === undefined ? 1000 : message.code, reason);
  if (!checked.ok) return checked;
  if (checked.code === null) return { ok: true, payload: new Uint8Array(0) };
  if (profile.reasonPolicy === 'drop') return { ok: true, payload: closePayload(checked.code, new Uint8Array(0)) };
  const encoded = encodeUtf8(reason);
  if (!encoded.ok) return encoded;
  if (encoded.bytes.length > MAX_REASON_BYTES && profile.reasonPolicy === 'strict') {
    return protocolError('control frame too long');
  }
  return { ok: true, payload: closePayload(checked.code, cutUtf8(encoded.bytes, MAX_REASON_BYTES)) };
}

/** A Close frame of the server's own, whose reason is cut on a character boundary. */
export function serverClosePayload(code: number, reason: string): Uint8Array<ArrayBuffer> {
  return closePayload(code, cutUtf8(new TextEncoder().encode(reason.toWellFormed()), MAX_REASON_BYTES));
}

const CODE_POLICIES: Record<ServerProfile['codePolicy'], (code: unknown, reason: unknown) => CheckedCode> = {
  websockets(code, reason) {
    if (code !== null) return websocketsCode(code);
    return reason === '' ? { ok: true, code } : protocolError('cannot send a reason without a code');
  },
  'websockets-legacy': websocketsCode,
  wsproto: wsprotoCode,
  hypercorn(code, reason) {
    const number = pythonInt(code);
    return number.ok ? wsprotoCode(number.code, reason) : number;
  },
  daphne(code) {
    if (code === null) return { ok: true, code: 1000 };
    if (typeof code !== 'number' || !Number.isInteger(code)) {
      return raised('Exception', `invalid type '<class '${pythonType(code)}'>' for close code (must be an integer)`);
    }
    if (code === 1000 || (code >= 3000 && code <= 4999)) return { ok: true, code };
    return raised('Exception', `invalid close code ${code} (must be 1000 or from [3000, 4999])`);
  },
};

function websocketsCode(code: unknown): CheckedCode {
  if (isUnhashable(code)) return raised('TypeError', `unhashable type: '${pythonType(code)}'`);
  const number = pythonNumber(code);
  if (number === undefined) {
    return raised('TypeError', `'<=' not supported between instances of 'int' and '${pythonType(code)}'`);
  }
  const mayTravel = closeCodeEntry(number)?.onWire ?? false;
  if (!mayTravel && !(number >= 3000 && number < 5000)) {
    return protocolError('invalid status code');
  }
  return packable(code);
}

function isUnhashable(value: unknown): boolean {
  return ['dict', 'list', 'bytearray'].includes(pythonType(value));
}

function wsprotoCode(code: unknown, reason: unknown): CheckedCode {
  if (code === null) {
    return isPythonTrue(reason)
      ? raised('TypeError', 'cannot specify a reason without a code')
      : { ok: true, code: null };
  }
  if (isUnhashable(code)) return raised('TypeError', `unhashable type: '${pythonType(code)}'`);
  // wsproto's CloseReason has codes that only an endpoint may report to itself.
  if (code === 1005 || code === 1006 || code === 1015) return { ok: true, code: 1000 };
  return packable(code);
}

/** `struct.pack('!H', code)`, which takes a `bool` and no `float`. */
function packable(code: unknown): CheckedCode {
  const number = typeof code === 'boolean' ? Number(code) : code;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    return raised('struct.error', 'required argument is not an integer');
  }
  if (number < 0 || number > 65535) return raised('struct.error', "'H' format requires 0 <= number <= 65535");
  return { ok: true, code: number };
}

/** `int(code)`. */
function pythonInt(code: unknown): { ok: true; code: number } | { ok: false; exception: RaisedException } {
  const number = pythonNumber(code);
  if (number !== undefined) {
    if (Number.isNaN(number)) return raised('ValueError', 'cannot convert float NaN to integer');
    if (!Number.isFinite(number)) return raised('OverflowError', 'cannot convert float infinity to integer');
    return { ok: true, code: Math.trunc(number) };
  }
  if (pythonType(code) === 'bytes') {
    return raised('ValueError', `invalid literal for int() with base 10: ${pythonText(code)}`);
  }
  if (typeof code !== 'string') {
    const wanted = 'a string, a bytes-like object or a real number';
    return raised('TypeError', `int() argument must be ${wanted}, not '${pythonType(code)}'`);
  }
  if (/^\s*[+-]?\d+(_\d+)*\s*$/.test(code)) return { ok: true, code: Number(code.replaceAll('_', '')) };
  return raised('ValueError', `invalid literal for int() with base 10: '${code}'`);
}

function closePayload(code: number, reason: Uint8Array): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(2 + reason.length);
  payload[0] = code >> 8;
  payload[1] = code & 0xff;
  payload.set(reason, 2);
  return payload;
}

function cutUtf8(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length <= maxBytes) return bytes;
  let end = maxBytes;
  // A byte of the form 10xxxxxx continues a character.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

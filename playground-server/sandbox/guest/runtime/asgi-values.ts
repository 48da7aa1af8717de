// Runs inside the sandbox. No DOM, no node: imports.
import type { AsgiReceiveMessage, RaisedException } from '#asgi/events.ts';
import type { ReceiveMessage, SendMessage } from '../playground/asgi.ts';
import { assertHasType } from '../playground/channel.ts';
import { KeyError, OSError, pythonError, RuntimeError } from '../playground/exceptions.ts';

const toBase64 = Uint8Array.prototype.toBase64;
const { fromBase64 } = Uint8Array;

export function fromHostMessage(message: AsgiReceiveMessage): ReceiveMessage {
  if (message.type !== 'websocket.receive' || typeof message.bytes !== 'string') return message as ReceiveMessage;
  return { ...message, bytes: fromBase64.call(Uint8Array, message.bytes) };
}

/** A message as the server may see it; throws what Python would for one without a type, and a TypeError for bytes that are none. */
export function toHostMessage(message: SendMessage): SendMessage {
  assertHasType(message);
  const converted: SendMessage = { ...message };
  encodeBytes(converted, 'bytes');
  encodeBytes(converted, 'body');
  if (typeof converted.code === 'number') converted.code = asPythonNumber(converted.code);
  return converted;
}

/** JSON has no word for what is not finite, and would say that there is no code. */
function asPythonNumber(code: number): number | { python: string; text: string } {
  if (Number.isFinite(code)) return code;
  return { python: 'float', text: Number.isNaN(code) ? 'nan' : code > 0 ? 'inf' : '-inf' };
}

/** Byte strings cross the boundary as base64; a handler has them as `Uint8Array`. */
function encodeBytes(message: SendMessage, key: 'bytes' | 'body'): void {
  const value = message[key];
  if (value === undefined || value === null) return;
  const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`"${key}" must be a Uint8Array`);
  message[key] = toBase64.call(bytes);
}

/** The server's exception as an error of this language, under the server's name for it. */
export function toError(exception: RaisedException): Error {
  if (exception.type === 'RuntimeError') return new RuntimeError(exception.message);
  if (exception.type === 'KeyError') return Object.assign(new KeyError(''), { message: exception.message });
  if (exception.isOsError) return Object.assign(new OSError(exception.message), { name: exception.type });
  return pythonError(exception);
}

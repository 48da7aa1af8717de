// Runs on the server and in the sandbox. No DOM, no node: imports.
import type { AsgiSendMessage } from './events.ts';

/**
 * The number of a call that was answered before it was made: the guest reports
 * it, and nobody answers it. There are two kinds: the first `receive()`, whose
 * `websocket.connect` is always there, and what `isNeverRefused` says of the
 * turn in which a connection opens. Every other call has a number of its own.
 */
export const ANSWERED_AHEAD = 0;

/** A connection in the turn that opened it. Until the turn is over, nothing that its client does is looked at. */
export interface OpeningConnection {
  readonly isAccepted: boolean;
  /** Whether `send()` of a close returns at once: one server waits for the closing handshake. */
  readonly closeReturns: boolean;
}

/** Of one unit of UTF-16; a surrogate pair has four for its two. */
const MAX_UTF8_BYTES = 3;
/** What a Close frame has room for, whatever the characters are. */
const MAX_REASON_LENGTH = Math.floor(123 / MAX_UTF8_BYTES);
/** Taken before a handler runs, which may replace them. */
const { isArray } = Array;
const isWellFormed = Function.prototype.call.bind(String.prototype.isWellFormed) as (text: string) => boolean;

/** True for a message that every server takes without a word and without a wait. */
export function isNeverRefused(message: AsgiSendMessage, { isAccepted, closeReturns }: OpeningConnection): boolean {
  if (!isAccepted) return message.type === 'websocket.close' || isPlainAccept(message);
  return message.type === 'websocket.close' && closeReturns && isPlainClose(message);
}

/** It chooses no subprotocol and adds no header. */
function isPlainAccept({ type, subprotocol, headers }: AsgiSendMessage): boolean {
  if (type !== 'websocket.accept' || (subprotocol ?? null) !== null) return false;
  return headers === undefined || (isArray(headers) && headers.length === 0);
}

/** A code that every server sends, and a reason that surely fits. */
function isPlainClose({ code, reason }: AsgiSendMessage): boolean {
  if (typeof code !== 'number' || !(code === 1000 || (code >= 3000 && code <= 4999 && code % 1 === 0))) return false;
  return typeof reason === 'string' && reason.length <= MAX_REASON_LENGTH && isWellFormed(reason);
}

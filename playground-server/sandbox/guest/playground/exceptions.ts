// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import type { RaisedException } from '#asgi/events.ts';
import { statusPhrase } from '#asgi/status-phrases.ts';
import { jsonStringify, stringIndexOf } from './intrinsics.ts';

/** Python's `RuntimeError`: a call that the state of the connection does not allow. */
export class RuntimeError extends Error {
  static {
    this.prototype.name = 'RuntimeError';
  }
}

/** Python's `KeyError`: a message lacks the key that was asked for. */
export class KeyError extends Error {
  static {
    this.prototype.name = 'KeyError';
  }

  constructor(key: string) {
    super(pythonRepr(key));
  }
}

/** Python's `ValueError`: a value is of the right type and no good all the same. */
class ValueError extends Error {
  static {
    this.prototype.name = 'ValueError';
  }
}

/** An exception of Python that has no class here, under its name. */
export function pythonError({ type, message }: RaisedException): Error {
  return Object.assign(new Error(message), { name: type });
}

/** Python's `OSError`: the server says that the connection is gone. */
export class OSError extends Error {
  static {
    this.prototype.name = 'OSError';
  }
}

/** The client closed the connection, or it was lost. */
export class WebSocketDisconnect extends Error {
  static {
    this.prototype.name = 'WebSocketDisconnect';
  }

  /** The close code that the server reports, for example 1000 or 1006; daphne reports `null` for a Close frame without one. */
  readonly code: number | null;
  /** The close reason, or `''` when there was none. */
  readonly reason: string;

  constructor(
    code: number | null = 1000,
    reason: string | null = null,
    message = `(${pythonRepr(code)}, ${pythonRepr(reason)})`,
  ) {
    super(message);
    this.code = code;
    this.reason = reason ?? '';
  }
}

/** A call on a connection that is not, or no longer, connected. */
export class WebSocketDisconnected extends RuntimeError {
  static {
    this.prototype.name = 'WebSocketDisconnected';
  }
}

/** Raise it to close the connection with a code: before `accept()` the client gets HTTP 403 instead. */
export class WebSocketException extends Error {
  static {
    this.prototype.name = 'WebSocketException';
  }

  readonly code: number;
  readonly reason: string;

  constructor(code: number | { code: number; reason?: string }, reason = '') {
    const options = typeof code === 'object' && code !== null ? code : { code, reason };
    super(`${options.code}: ${options.reason ?? ''}`);
    this.code = options.code;
    this.reason = options.reason ?? '';
  }
}

export interface HTTPExceptionOptions {
  statusCode: number;
  detail?: string;
  headers?: Record<string, string>;
}

/** Raise it before `accept()` to answer the upgrade with an HTTP status. */
export class HTTPException extends Error {
  static {
    this.prototype.name = 'HTTPException';
  }

  readonly statusCode: number;
  /** The body of the answer; the status's own phrase when none is given. */
  readonly detail: string;
  readonly headers: Record<string, string>;

  constructor(statusCode: number | HTTPExceptionOptions, detail?: string, headers?: Record<string, string>) {
    const given = typeof statusCode === 'object' && statusCode !== null ? statusCode : { statusCode, detail, headers };
    const text = given.detail ?? defaultDetail(given.statusCode);
    super(`${given.statusCode}: ${text}`);
    this.statusCode = given.statusCode;
    this.detail = text;
    this.headers = given.headers ?? {};
  }
}

function defaultDetail(statusCode: number): string {
  const phrase = statusPhrase(statusCode);
  if (phrase === '') throw new ValueError(`${pythonRepr(statusCode)} is not a valid HTTPStatus`);
  return phrase;
}

/** A value as Python's `repr()` writes it, for the texts that quote one. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value !== 'string') return `${jsonStringify(value)}`;
  const quote = stringIndexOf(value, "'") >= 0 && stringIndexOf(value, '"') < 0 ? '"' : "'";
  let text = quote;
  for (const character of value) {
    if (character === quote || character === '\\') text += `\\${character}`;
    else if (character === '\n') text += '\\n';
    else if (character === '\r') text += '\\r';
    else if (character === '\t') text += '\\t';
    else text += character;
  }
  return text + quote;
}

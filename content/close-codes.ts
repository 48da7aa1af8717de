// Runs in the browser and on the server. No DOM, no node: imports.

/**
 * SINGLE SOURCE of everything said about close codes. The server asks it which
 * of them may travel in a Close frame.
 *
 * The rows are the WebSocket Close Code Number Registry of RFC 6455 section
 * 11.7, its ranges (section 7.4.2), and the private codes of AutoCoder.
 */

/** Who decides to send a code. */
export type CloseCodeSender =
  /** The handler, or the page where `browserMaySend` says so. */
  | 'application'
  /** The WebSocket library, when the other side broke the protocol. */
  | 'library'
  /** A client only: a server fails the handshake instead. */
  | 'client'
  /** A gateway or proxy. */
  | 'gateway'
  /** Nobody: it names what happened without a Close frame. */
  | 'nobody';

export type ReconnectAdvice =
  /** Trying again gets the same answer. */
  | 'no'
  /** With a growing, random delay. */
  | 'with-backoff'
  /** Only the two ends can know. */
  | 'by-agreement';

export interface CloseCodeEntry {
  code: number;
  name: string;
  sender: CloseCodeSender;
  /** A Close frame may carry it. */
  onWire: boolean;
  /** `WebSocket.close(code)` in a page takes it; anything else raises InvalidAccessError. */
  browserMaySend: boolean;
  /** A page may find it in `event.code`. */
  browserMaySee: boolean;
  meaning: string;
  reconnect: ReconnectAdvice;
}

export const CLOSE_CODES = [
  {
    code: 1000,
    name: 'Normal Closure',
    sender: 'application',
    onWire: true,
    browserMaySend: true,
    browserMaySee: true,
    meaning: 'The conversation is complete. The default of close().',
    reconnect: 'no',
  },
  {
    code: 1001,
    name: 'Going Away',
    sender: 'application',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'The server is stopping, or the page was left. A browser sends it by itself when a tab closes.',
    reconnect: 'with-backoff',
  },
  {
    code: 1002,
    name: 'Protocol Error',
    sender: 'library',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'The other side broke the protocol, for example with an unmasked frame.',
    reconnect: 'no',
  },
  {
    code: 1003,
    name: 'Unsupported Data',
    sender: 'application',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'A type of data that this endpoint cannot take, such as binary where it expects text.',
    reconnect: 'no',
  },
  {
    code: 1004,
    name: 'Reserved',
    sender: 'nobody',
    onWire: false,
    browserMaySend: false,
    browserMaySee: false,
    meaning: 'Its meaning was never defined.',
    reconnect: 'no',
  },
  {
    code: 1005,
    name: 'No Status Received',
    sender: 'nobody',
    onWire: false,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'A Close frame came without a code. The local side reports it; no frame can carry it.',
    reconnect: 'by-agreement',
  },
  {
    code: 1006,
    name: 'Abnormal Closure',
    sender: 'nobody',
    onWire: false,
    browserMaySend: false,
    browserMaySee: true,
    meaning:
      'No Close frame came: the handshake was refused, the handler crashed or the network failed. A browser may not say which.',
    reconnect: 'with-backoff',
  },
  {
    code: 1007,
    name: 'Invalid Frame Payload Data',
    sender: 'library',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'A text message was not valid UTF-8.',
    reconnect: 'no',
  },
  {
    code: 1008,
    name: 'Policy Violation',
    sender: 'application',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'A rule of this service was broken. General, for when no other code says it better.',
    reconnect: 'no',
  },
  {
    code: 1009,
    name: 'Message Too Big',
    sender: 'application',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'A message was larger than this side will take. Libraries send it when their limit is met.',
    reconnect: 'no',
  },
  {
    code: 1010,
    name: 'Mandatory Extension',
    sender: 'client',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'The client needs an extension that the server did not agree to.',
    reconnect: 'no',
  },
  {
    code: 1011,
    name: 'Internal Error',
    sender: 'application',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning:
      'Something failed on the side that closes. hypercorn and daphne send it when a handler raises; uvicorn does not.',
    reconnect: 'with-backoff',
  },
  {
    code: 1012,
    name: 'Service Restart',
    sender: 'application',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'The server restarts. Reconnect after a random delay, so that not everybody comes back at once.',
    reconnect: 'with-backoff',
  },
  {
    code: 1013,
    name: 'Try Again Later',
    sender: 'application',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'The server is overloaded.',
    reconnect: 'with-backoff',
  },
  {
    code: 1014,
    name: 'Bad Gateway',
    sender: 'gateway',
    onWire: true,
    browserMaySend: false,
    browserMaySee: true,
    meaning: 'A gateway or proxy got an invalid response from the server behind it. Like HTTP 502.',
    reconnect: 'with-backoff',
  },
  {
    code: 1015,
    name: 'TLS Handshake',
    sender: 'nobody',
    onWire: false,
    browserMaySend: false,
    browserMaySee: false,
    meaning: 'The TLS handshake failed. Browsers report 1006 instead.',
    reconnect: 'with-backoff',
  },
  {
    code: 3000,
    name: 'Unauthorized',
    sender: 'application',
    onWire: true,
    browserMaySend: true,
    browserMaySee: true,
    meaning: 'The client must authenticate. Like HTTP 401.',
    reconnect: 'no',
  },
  {
    code: 3003,
    name: 'Forbidden',
    sender: 'application',
    onWire: true,
    browserMaySend: true,
    browserMaySee: true,
    meaning: 'The client is known and may not do this. Like HTTP 403.',
    reconnect: 'no',
  },
  {
    code: 3008,
    name: 'Timeout',
    sender: 'application',
    onWire: true,
    browserMaySend: true,
    browserMaySee: true,
    meaning: 'The other side took too long. Like HTTP 408.',
    reconnect: 'with-backoff',
  },
] as const satisfies readonly CloseCodeEntry[];

export interface CloseCodeRange {
  first: number;
  last: number;
  name: string;
  onWire: boolean;
  browserMaySend: boolean;
  meaning: string;
}

/** Together they cover every value of the two bytes, in order and without a gap. */
export const CLOSE_CODE_RANGES = [
  {
    first: 0,
    last: 999,
    name: 'Not used',
    onWire: false,
    browserMaySend: false,
    meaning: 'Invalid. Some servers send them anyway, and Chromium reports what it got.',
  },
  {
    first: 1000,
    last: 2999,
    name: 'The protocol',
    onWire: true,
    browserMaySend: false,
    meaning:
      'For this protocol, its revisions and its extensions. From 1016 on nothing is assigned: do not send those.',
  },
  {
    first: 3000,
    last: 3999,
    name: 'Libraries and frameworks',
    onWire: true,
    browserMaySend: true,
    meaning: 'Registered at IANA, first come, first served.',
  },
  {
    first: 4000,
    last: 4999,
    name: 'Private use',
    onWire: true,
    browserMaySend: true,
    meaning: 'Yours. They mean what your two ends agree on, and cannot be registered.',
  },
  {
    first: 5000,
    last: 65_535,
    name: 'Not used',
    onWire: false,
    browserMaySend: false,
    meaning: 'Invalid.',
  },
] as const satisfies readonly CloseCodeRange[];

export interface PrivateCloseCode {
  code: number;
  name: string;
  /** Every reason that AutoCoder sends with it, word for word. */
  reasons: readonly string[];
  meaning: string;
  /** Present in the table of AutoCoder's own document. */
  documented: boolean;
}

/** AutoCoder's table: the private codes of one system, and not a standard. */
export const AUTOCODER_CLOSE_CODES = [
  {
    code: 4000,
    name: 'Invalid parameter',
    reasons: ['Invalid project name', 'Invalid terminal ID'],
    meaning: 'A project name, an id or another parameter is not well formed. Correct it before dialling again.',
    documented: true,
  },
  {
    code: 4002,
    name: 'Invalid value',
    reasons: ["Invalid mode, must be 'dev' or 'uat'"],
    meaning: 'A parameter is well formed, but its value is not one of those allowed.',
    documented: true,
  },
  {
    code: 4003,
    name: 'Forbidden',
    reasons: ['Localhost access only'],
    meaning: 'A security check failed. Dialling again from the same place gets the same answer.',
    documented: true,
  },
  {
    code: 4004,
    name: 'Not found',
    reasons: [
      'Project not found in registry',
      'Project directory not found',
      'Terminal not found',
      'Project has no spec. Create spec first.',
    ],
    meaning: 'Four different things are missing under one code, so a client that can help has to read the reason.',
    documented: true,
  },
  {
    code: 4500,
    name: 'Failed to start',
    reasons: ['Failed to start terminal'],
    meaning: 'The terminal process could not be started. In the code, but not in the document.',
    documented: false,
  },
] as const satisfies readonly PrivateCloseCode[];

/** The registered entry of a code; `undefined` for a private or unassigned one. */
export function closeCodeEntry(code: number): CloseCodeEntry | undefined {
  return CLOSE_CODES.find((entry) => entry.code === code);
}

/** The range that a code lies in; `undefined` when two bytes cannot hold it. */
export function closeCodeRange(code: number): CloseCodeRange | undefined {
  return CLOSE_CODE_RANGES.find(({ first, last }) => Number.isInteger(code) && code >= first && code <= last);
}

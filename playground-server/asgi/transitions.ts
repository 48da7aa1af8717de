// Runs in the browser, on the server and in the sandbox. No DOM, no node: imports.
import type { RaisedException, WebSocketState } from './events.ts';

/**
 * Every state of a WebSocket connection in ASGI, and every step between them.
 *
 * Two machines are coupled. The application's machine is Starlette's: it looks
 * at a message *before* the server sees it, and its step stays even when the
 * server then refuses the message. Below it each server keeps a machine of its
 * own, which only an application without Starlette can offend.
 *
 * A step that is missing from a table is the error case. Nothing else in this
 * project asks "which state am I in?" and decides for itself; the diagrams of
 * the guide are drawn from these tables.
 */

/** What an application may hand to `send()`. */
export const ASGI_SEND_TYPES = [
  'websocket.accept',
  'websocket.send',
  'websocket.close',
  'websocket.http.response.start',
  'websocket.http.response.body',
] as const;
export type AsgiSendType = (typeof ASGI_SEND_TYPES)[number];

export type AsgiReceiveType = 'websocket.connect' | 'websocket.receive' | 'websocket.disconnect';

/** A step of a machine: on to the next state, or an exception out of the call. */
export type Step<State> = { ok: true; state: State } | { ok: false; exception: RaisedException };

/** The row's own entry: a message may well be of the type `constructor`. */
function entry<Value>(row: Partial<Record<string, Value>>, type: string): Value | undefined {
  return Object.hasOwn(row, type) ? row[type] : undefined;
}

// The application's machine: Starlette's `WebSocket`.

type SendRow = Partial<Record<AsgiSendType, WebSocketState>>;

/** `application_state`: what the application may send, and what each message makes true. */
export const APPLICATION_SEND: Record<WebSocketState, SendRow> = {
  CONNECTING: {
    'websocket.accept': 'CONNECTED',
    'websocket.close': 'DISCONNECTED',
    'websocket.http.response.start': 'RESPONSE',
  },
  CONNECTED: { 'websocket.send': 'CONNECTED', 'websocket.close': 'DISCONNECTED' },
  /** The last body of the response ends the state; see `applicationSend`. */
  RESPONSE: { 'websocket.http.response.body': 'RESPONSE' },
  DISCONNECTED: {},
};

/** `client_state`: what the server may hand to the application, and what each message makes true. */
export const APPLICATION_RECEIVE: Record<WebSocketState, Partial<Record<AsgiReceiveType, WebSocketState>>> = {
  CONNECTING: { 'websocket.connect': 'CONNECTED' },
  CONNECTED: { 'websocket.receive': 'CONNECTED', 'websocket.disconnect': 'DISCONNECTED' },
  RESPONSE: {},
  DISCONNECTED: {},
};

/** Starlette raises a `RuntimeError`; since 1.9 the three late ones are its subclass `WebSocketDisconnected`. */
export const STARLETTE_ERRORS = {
  lateSend: 'Cannot call "send" once a close message has been sent.',
  lateReceive: 'Cannot call "receive" once a disconnect message has been received.',
  notConnected: 'WebSocket is not connected. Need to call "accept" first.',
  noDenialResponse: "The server doesn't support the Websocket Denial Response extension.",
  jsonMode: 'The "mode" argument should be "text" or "binary".',
} as const;

const EXPECTED_SEND: Record<Exclude<WebSocketState, 'DISCONNECTED'>, string> = {
  CONNECTING: '"websocket.accept", "websocket.close" or "websocket.http.response.start"',
  CONNECTED: '"websocket.send" or "websocket.close"',
  RESPONSE: '"websocket.http.response.body"',
};

const EXPECTED_RECEIVE: Partial<Record<WebSocketState, string>> = {
  CONNECTING: '"websocket.connect"',
  CONNECTED: '"websocket.receive" or "websocket.disconnect"',
};

function runtimeError(message: string): { ok: false; exception: RaisedException } {
  return { ok: false, exception: { type: 'RuntimeError', message } };
}

/**
 * Starlette's guard in `send()`. `moreBody` matters to a denial response only:
 * its last body makes the application DISCONNECTED.
 */
export function applicationSend(state: WebSocketState, type: string, moreBody = false): Step<WebSocketState> {
  if (state === 'DISCONNECTED') return runtimeError(STARLETTE_ERRORS.lateSend);
  const next = entry(APPLICATION_SEND[state], type);
  if (next === undefined) {
    return runtimeError(`Expected ASGI message ${EXPECTED_SEND[state]}, but got '${type}'`);
  }
  return { ok: true, state: next === 'RESPONSE' && state === 'RESPONSE' && !moreBody ? 'DISCONNECTED' : next };
}

/** Starlette's guard in `receive()`, asked before the server is. */
export function applicationMayReceive(state: WebSocketState): RaisedException | undefined {
  if (state !== 'DISCONNECTED') return undefined;
  return { type: 'RuntimeError', message: STARLETTE_ERRORS.lateReceive };
}

/** What a message from the server does to `client_state`. */
export function applicationReceive(state: WebSocketState, type: string): Step<WebSocketState> {
  const next = entry(APPLICATION_RECEIVE[state], type);
  if (next !== undefined) return { ok: true, state: next };
  const expected = EXPECTED_RECEIVE[state];
  if (expected === undefined) return runtimeError(STARLETTE_ERRORS.lateReceive);
  return runtimeError(`Expected ASGI message ${expected}, but got '${type}'`);
}

// The server's machines, for raw ASGI.

/**
 * `responding`: a denial response has begun. `responded` and `refused`: the
 * upgrade was answered with HTTP. `closed`: the application closed the socket.
 */
export const SERVER_STATES = ['connecting', 'responding', 'responded', 'refused', 'open', 'closed'] as const;
export type ServerState = (typeof SERVER_STATES)[number];

/** An exception with `{type}` in its message where the server names the ASGI message. */
export type ExceptionTemplate = Readonly<RaisedException>;

export interface ServerStateRow {
  /** The message is taken, and makes this state true. */
  readonly takes: Partial<Record<AsgiSendType, ServerState>>;
  /** The message is refused with an exception of its own. */
  readonly raises?: Partial<Record<AsgiSendType, ExceptionTemplate>>;
  /** Every other message; `ignored` is a `send()` that returns and does nothing. */
  readonly otherwise: ExceptionTemplate | 'ignored';
}

export type ServerMachine = Readonly<Record<ServerState, ServerStateRow>>;

function runtime(message: string): ExceptionTemplate {
  return { type: 'RuntimeError', message };
}

const EXPECTS_OPEN = runtime("Expected ASGI message 'websocket.send' or 'websocket.close', but got '{type}'.");
const EXPECTS_BODY = runtime("Expected ASGI message 'websocket.http.response.body' but got '{type}'.");
const AFTER_CLOSE = runtime("Unexpected ASGI message '{type}', after sending 'websocket.close'.");
const AFTER_CLOSE_OR_RESPONSE = runtime(
  "Unexpected ASGI message '{type}', after sending 'websocket.close' or response already completed.",
);

const UVICORN: ServerMachine = {
  connecting: {
    takes: {
      'websocket.accept': 'open',
      'websocket.close': 'refused',
      'websocket.http.response.start': 'responding',
    },
    otherwise: runtime(
      "Expected ASGI message 'websocket.accept', 'websocket.close' or 'websocket.http.response.start' but got '{type}'.",
    ),
  },
  responding: { takes: { 'websocket.http.response.body': 'responded' }, otherwise: EXPECTS_BODY },
  responded: { takes: { 'websocket.http.response.body': 'responded' }, otherwise: EXPECTS_BODY },
  refused: { takes: {}, otherwise: AFTER_CLOSE },
  open: { takes: { 'websocket.send': 'open', 'websocket.close': 'closed' }, otherwise: EXPECTS_OPEN },
  closed: { takes: {}, otherwise: AFTER_CLOSE },
};

const UVICORN_LEGACY: ServerMachine = {
  ...UVICORN,
  connecting: {
    takes: UVICORN.connecting.takes,
    otherwise: runtime(
      "Expected ASGI message 'websocket.accept', 'websocket.close', or 'websocket.http.response.start' but got '{type}'.",
    ),
  },
  /** It keeps the 403 as a response that still waits for its body. */
  refused: { takes: { 'websocket.http.response.body': 'refused' }, otherwise: EXPECTS_BODY },
  closed: { takes: {}, otherwise: AFTER_CLOSE_OR_RESPONSE },
};

function hypercornUnexpected(state: string): ExceptionTemplate {
  return {
    type: 'hypercorn.utils.UnexpectedMessageError',
    message: `Unexpected message type, {type} given the state ASGIWebsocketState.${state}`,
  };
}

/** hypercorn makes its WebSocket object at accept, and forgets that a refused upgrade has none. */
const HYPERCORN_NO_CONNECTION: ExceptionTemplate = {
  type: 'AttributeError',
  message: "'WSStream' object has no attribute 'connection'",
};

const HYPERCORN: ServerMachine = {
  connecting: {
    takes: {
      'websocket.accept': 'open',
      'websocket.close': 'refused',
      'websocket.http.response.start': 'connecting',
      'websocket.http.response.body': 'responded',
    },
    otherwise: hypercornUnexpected('HANDSHAKE'),
  },
  responding: {
    takes: { 'websocket.http.response.body': 'responded' },
    raises: { 'websocket.close': HYPERCORN_NO_CONNECTION },
    otherwise: hypercornUnexpected('RESPONSE'),
  },
  responded: {
    takes: {},
    raises: { 'websocket.close': HYPERCORN_NO_CONNECTION },
    otherwise: hypercornUnexpected('HTTPCLOSED'),
  },
  refused: {
    takes: {},
    raises: { 'websocket.close': HYPERCORN_NO_CONNECTION },
    otherwise: hypercornUnexpected('HTTPCLOSED'),
  },
  open: {
    takes: { 'websocket.send': 'open', 'websocket.close': 'closed' },
    otherwise: hypercornUnexpected('CONNECTED'),
  },
  closed: { takes: { 'websocket.close': 'closed' }, otherwise: hypercornUnexpected('CLOSED') },
};

const DAPHNE_ACCEPTED_TWICE: ExceptionTemplate = {
  type: 'AttributeError',
  message: "'WebSocketProtocol' object has no attribute 'handshake_deferred'",
};

const DAPHNE: ServerMachine = {
  connecting: {
    takes: { 'websocket.accept': 'open', 'websocket.close': 'refused' },
    raises: {
      'websocket.send': { type: 'ValueError', message: 'Socket has not been accepted, so cannot send over it' },
    },
    otherwise: 'ignored',
  },
  responding: { takes: {}, otherwise: 'ignored' },
  responded: { takes: {}, otherwise: 'ignored' },
  refused: { takes: {}, otherwise: 'ignored' },
  open: {
    takes: { 'websocket.send': 'open', 'websocket.close': 'closed' },
    raises: { 'websocket.accept': DAPHNE_ACCEPTED_TWICE },
    otherwise: 'ignored',
  },
  closed: {
    takes: { 'websocket.close': 'closed' },
    raises: {
      'websocket.accept': DAPHNE_ACCEPTED_TWICE,
      'websocket.send': {
        type: 'autobahn.exception.Disconnected',
        message: 'Attempt to send on a closed protocol',
      },
    },
    otherwise: 'ignored',
  },
};

/** By the names of `SERVER_PROFILE_NAMES`. */
export const SERVER_MACHINES = {
  uvicorn: UVICORN,
  'uvicorn-wsproto': UVICORN,
  'uvicorn-legacy': UVICORN_LEGACY,
  hypercorn: HYPERCORN,
  daphne: DAPHNE,
} as const;

/** What a server's machine makes of a message: a step, or nothing at all. */
export function serverSend(machine: ServerMachine, state: ServerState, type: string): Step<ServerState> | 'ignored' {
  const row = machine[state];
  const next = entry(row.takes, type);
  if (next !== undefined) return { ok: true, state: next };
  const template = entry(row.raises ?? {}, type) ?? row.otherwise;
  if (template === 'ignored') return 'ignored';
  return { ok: false, exception: { ...template, message: template.message.replace('{type}', () => type) } };
}

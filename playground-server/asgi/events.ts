// Runs in the browser, on the server and in the sandbox. No DOM, no node: imports.

/**
 * The messages of the ASGI WebSocket specification (version 2.5), as JSON.
 *
 * ASGI is the boundary of this project: the edge speaks bytes on one side of
 * it, a handler speaks Starlette on the other, and only these messages pass.
 * What ASGI calls a byte string is a string here: header names and values,
 * `query_string` and `raw_path` are Latin-1, and `bytes` payloads are base64.
 */

/** A header as ASGI orders it: lower-case name, then value, both Latin-1. */
export type AsgiHeader = [name: string, value: string];

/** ASGI `websocket` connection scope. */
export interface AsgiScope {
  type: 'websocket';
  asgi: { version: '3.0'; spec_version?: string };
  http_version: '1.1';
  scheme: 'ws' | 'wss';
  path: string;
  raw_path: string;
  query_string: string;
  root_path: string;
  headers: AsgiHeader[];
  client: [host: string, port: number] | null;
  server: [host: string, port: number] | null;
  subprotocols: string[];
  /** Absent where the server offers none (daphne). */
  extensions?: { 'websocket.http.response'?: Record<string, never> };
}

/** What a server gives to `receive()`. */
export type AsgiReceiveMessage =
  | { type: 'websocket.connect' }
  | { type: 'websocket.receive'; text?: string | null; bytes?: string | null }
  | { type: 'websocket.disconnect'; code?: number | null; reason?: string };

/**
 * What an application hands to `send()`. Only the type is certain: the rest is
 * whatever the handler wrote, and the server decides what it makes of it.
 */
export interface AsgiSendMessage {
  type: string;
  [key: string]: unknown;
}

/** Starlette's `WebSocketState`. */
export const WEBSOCKET_STATES = ['CONNECTING', 'CONNECTED', 'RESPONSE', 'DISCONNECTED'] as const;
export type WebSocketState = (typeof WEBSOCKET_STATES)[number];

/** An exception as Python would name and print it. */
export interface RaisedException {
  /** Qualified as in a traceback: `RuntimeError`, `websockets.exceptions.ProtocolError`. */
  type: string;
  message: string;
  /** True for subclasses of `OSError`, which Starlette turns into `WebSocketDisconnect(1006)`. */
  isOsError?: boolean;
}

// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.

/** `CONNECTING`, then `CONNECTED` or `RESPONSE`, and at the end `DISCONNECTED`. */
export type WebSocketState = 'CONNECTING' | 'CONNECTED' | 'RESPONSE' | 'DISCONNECTED';

/** The ASGI connection scope: what is known about a connection before it is accepted. */
export interface Scope {
  type: 'websocket';
  asgi: { version: string; spec_version?: string };
  http_version: string;
  scheme: 'ws' | 'wss';
  /** The path without percent-escapes. */
  path: string;
  raw_path: string;
  query_string: string;
  root_path: string;
  /** Names in lower case. */
  headers: [name: string, value: string][];
  client: [host: string, port: number] | null;
  server: [host: string, port: number] | null;
  /** The subprotocols that the client offers, in its order. */
  subprotocols: string[];
  extensions?: { 'websocket.http.response'?: Record<string, never> };
  /** What the path template matched. */
  path_params?: Record<string, string | number>;
}

/** A message that the server gives to `receive()`. */
export type ReceiveMessage =
  | { type: 'websocket.connect' }
  | { type: 'websocket.receive'; text?: string | null; bytes?: Uint8Array | null }
  | { type: 'websocket.disconnect'; code?: number | null; reason?: string };

/** A message that the application hands to `send()`. */
export interface SendMessage {
  type: string;
  [key: string]: unknown;
}

export type Receive = () => Promise<ReceiveMessage>;
export type Send = (message: SendMessage) => Promise<void>;

/** An ASGI application: what every server of this kind calls once for each connection. */
export type AsgiApplication = (scope: Scope, receive: Receive, send: Send) => Promise<unknown> | unknown;

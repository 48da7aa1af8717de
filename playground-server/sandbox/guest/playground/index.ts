// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.

/** What `import { … } from 'playground'` offers a handler. */
export { app, type ErrorClass, type ExceptionHandler, type WebSocketHandler } from './app.ts';
export type { AsgiApplication, Receive, ReceiveMessage, Scope, Send, SendMessage, WebSocketState } from './asgi.ts';
export { ConnectionManager } from './connection-manager.ts';
export {
  HTTPException,
  KeyError,
  OSError,
  RuntimeError,
  WebSocketDisconnect,
  WebSocketDisconnected,
  WebSocketException,
  type HTTPExceptionOptions,
} from './exceptions.ts';
export type { Headers } from './headers.ts';
export type { DenialResponse, HeadersInit } from './http-response.ts';
export type { PathParams } from './path-template.ts';
export { sleep } from './sleep.ts';
export { WebSocket, type AcceptOptions, type CloseOptions, type JsonMode } from './websocket.ts';

// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import type { SendMessage, WebSocketState } from './asgi.ts';
import { pythonRepr, RuntimeError, WebSocketDisconnected } from './exceptions.ts';

/** Starlette's rules for `send()`: what each state allows, and the state that follows. */
const SENDS: Record<WebSocketState, Record<string, WebSocketState>> = {
  CONNECTING: {
    'websocket.accept': 'CONNECTED',
    'websocket.close': 'DISCONNECTED',
    'websocket.http.response.start': 'RESPONSE',
  },
  CONNECTED: { 'websocket.send': 'CONNECTED', 'websocket.close': 'DISCONNECTED' },
  RESPONSE: { 'websocket.http.response.body': 'RESPONSE' },
  DISCONNECTED: {},
};

/** How Starlette names what a state expects. */
const EXPECTED: Record<WebSocketState, string> = {
  CONNECTING: '"websocket.accept", "websocket.close" or "websocket.http.response.start"',
  CONNECTED: '"websocket.send" or "websocket.close"',
  RESPONSE: '"websocket.http.response.body"',
  DISCONNECTED: '',
};

/** The application state after `message`, or the exception that Starlette raises. */
export function stateAfterSend(state: WebSocketState, message: SendMessage): WebSocketState {
  if (state === 'DISCONNECTED') {
    throw new WebSocketDisconnected('Cannot call "send" once a close message has been sent.');
  }
  const next = SENDS[state][message.type];
  if (next === undefined) {
    throw new RuntimeError(`Expected ASGI message ${EXPECTED[state]}, but got ${pythonRepr(message.type)}`);
  }
  return state === 'RESPONSE' && message.more_body !== true ? 'DISCONNECTED' : next;
}

/** The client state after a message of the server, or the exception that Starlette raises. */
export function stateAfterReceive(state: WebSocketState, type: string): WebSocketState {
  if (state === 'CONNECTING') {
    if (type === 'websocket.connect') return 'CONNECTED';
    throw new RuntimeError(`Expected ASGI message "websocket.connect", but got ${pythonRepr(type)}`);
  }
  if (type === 'websocket.receive') return 'CONNECTED';
  if (type === 'websocket.disconnect') return 'DISCONNECTED';
  throw new RuntimeError(
    `Expected ASGI message "websocket.receive" or "websocket.disconnect", but got ${pythonRepr(type)}`,
  );
}

/** Raises what Starlette raises when a disconnect message has been received before. */
export function assertMayReceive(state: WebSocketState): void {
  if (state === 'DISCONNECTED') {
    throw new WebSocketDisconnected('Cannot call "receive" once a disconnect message has been received.');
  }
}

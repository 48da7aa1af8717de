// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import { applicationMayReceive, applicationReceive, applicationSend, STARLETTE_ERRORS } from '#asgi/transitions.ts';
import type { SendMessage, WebSocketState } from './asgi.ts';
import { RuntimeError, WebSocketDisconnected } from './exceptions.ts';

/** Starlette has a class of its own for the calls that come after the connection. */
const LATE_ERRORS: readonly string[] = [
  STARLETTE_ERRORS.lateSend,
  STARLETTE_ERRORS.lateReceive,
  STARLETTE_ERRORS.notConnected,
];

/** The exception for a text of `STARLETTE_ERRORS`, or for a message that a state does not expect. */
export function starletteError(message: string): RuntimeError {
  return LATE_ERRORS.includes(message) ? new WebSocketDisconnected(message) : new RuntimeError(message);
}

/** The application state after `message`, or the exception that Starlette raises. */
export function stateAfterSend(state: WebSocketState, message: SendMessage): WebSocketState {
  const step = applicationSend(state, message.type, message.more_body === true);
  if (!step.ok) throw starletteError(step.exception.message);
  return step.state;
}

/** The client state after a message of the server, or the exception that Starlette raises. */
export function stateAfterReceive(state: WebSocketState, type: string): WebSocketState {
  const step = applicationReceive(state, type);
  if (!step.ok) throw starletteError(step.exception.message);
  return step.state;
}

/** Raises what Starlette raises when a disconnect message has been received before. */
export function assertMayReceive(state: WebSocketState): void {
  const exception = applicationMayReceive(state);
  if (exception !== undefined) throw starletteError(exception.message);
}

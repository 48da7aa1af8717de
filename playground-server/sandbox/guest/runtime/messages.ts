// Runs inside the sandbox. No DOM, no node: imports.
import type { GuestMessage } from '../../sandbox.ts';
import { post } from './host.ts';
import { isFlat, writeFlatJson, writeJson } from './write-json.ts';

/** Posts a message to the session. */
export function postMessage(message: GuestMessage): void {
  post('message', canBeWrittenFlat(message) ? writeFlatJson(message) : writeJson(message));
}

function canBeWrittenFlat(message: GuestMessage): boolean {
  if (message.type === 'send') return isFlat(message.message);
  return message.type !== 'ready' && message.type !== 'raised';
}

let currentConnection: number | undefined;

/**
 * The connection on whose behalf the program runs. A turn answers one call of
 * one connection, so what follows from it (a timer, a log line) is that one's.
 */
export function connectionOfThisTurn(): number | undefined {
  return currentConnection;
}

export function enterConnection(connection: number | undefined): void {
  currentConnection = connection;
}

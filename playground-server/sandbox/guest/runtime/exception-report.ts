// Runs inside the sandbox. No DOM, no node: imports.
import type { GuestException } from '../../sandbox.ts';
import { sourceFrames, readStack } from '../playground/source-position.ts';
import { formatValue } from './format-value.ts';

/** What was thrown, for the timeline. Anything can be thrown, and reading it may throw in its turn. */
export function describeException(thrown: unknown): GuestException {
  try {
    return describe(thrown);
  } catch {
    return { type: 'Error', message: '', traceback: 'Error\n' };
  }
}

/** True for what the engine throws when its heap is full. */
export function isOutOfMemory({ type, message }: GuestException): boolean {
  return type === 'InternalError' && message === 'out of memory';
}

function describe(thrown: unknown): GuestException {
  const type = typeName(thrown);
  const message = messageOf(thrown);
  const { text, position } = sourceFrames(
    readStack(() => thrown as { stack?: unknown }),
    constructorName(thrown),
  );
  return {
    type,
    message,
    ...(position && { line: position.line, column: position.column }),
    traceback: `${type}${message === '' ? '' : `: ${message}`}\n${text}`,
  };
}

function typeName(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return 'Error';
  const name = readString(() => (thrown as { name?: unknown }).name);
  // A class that extends Error without a name of its own is still better known by its class.
  return (name === 'Error' || name === '' ? constructorName(thrown) : name) || 'Error';
}

function constructorName(thrown: unknown): string {
  return readString(() => (thrown as { constructor?: { name?: unknown } }).constructor?.name);
}

function messageOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return formatValue(thrown);
  const isErrorLike = readBoolean(() => 'message' in thrown);
  return isErrorLike ? readString(() => (thrown as { message?: unknown }).message) : formatValue(thrown);
}

function readString(read: () => unknown): string {
  try {
    const value = read();
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

function readBoolean(read: () => boolean): boolean {
  try {
    return read();
  } catch {
    return false;
  }
}

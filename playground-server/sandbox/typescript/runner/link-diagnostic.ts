import type { Diagnostic } from '#protocol/server-message.ts';
import { diagnosticAt, escapeForPattern, findInSource } from './diagnostics.ts';

/** What the engine says about a program that it could not parse or link. */
export interface LinkFailure {
  name: string;
  message: string;
  stack: string;
  /** The specifier that was refused, when that is why. */
  refusedImport: string | undefined;
}

/**
 * The engine gives a position for what it cannot parse, and none for an import
 * that it cannot resolve: that one is looked up in the text.
 */
export function linkDiagnostic(source: string, failure: LinkFailure): Diagnostic {
  const place = positionInStack(failure.stack) ?? positionInText(source, failure) ?? { line: 1, column: 1, length: 1 };
  const message = failure.refusedImport === undefined ? `${failure.name}: ${failure.message}` : failure.message;
  return diagnosticAt(message, place.line, place.column, place.length);
}

function positionInStack(stack: string): { line: number; column: number; length: number } | undefined {
  const found = /handler\.ts:(\d+):(\d+)/.exec(stack);
  return found === null
    ? undefined
    : { line: Math.max(1, Number(found[1])), column: Math.max(1, Number(found[2])), length: 1 };
}

/** V8 compiles no regular expression of tens of thousands of characters. */
const MAX_NAME_LENGTH = 1_000;

function positionInText(source: string, { message, refusedImport }: LinkFailure) {
  const name = refusedImport ?? /export '([^']+)'/.exec(message)?.[1];
  if (name === undefined || name.length > MAX_NAME_LENGTH) return undefined;
  const pattern = escapeForPattern(name);
  return findInSource(source, new RegExp(refusedImport === undefined ? `\\b${pattern}\\b` : `(["'])${pattern}\\1`));
}

import type { Diagnostic } from '#protocol/server-message.ts';

/** A marker at one position, as wide as `length` characters. */
export function diagnosticAt(message: string, line: number, column: number, length = 1): Diagnostic {
  return { line, column, endLine: line, endColumn: column + length, message, severity: 'error' };
}

/** The position, from 1, of the first place where `pattern` matches. */
export function findInSource(
  source: string,
  pattern: RegExp,
): { line: number; column: number; length: number } | undefined {
  const found = pattern.exec(source);
  if (found === null) return undefined;
  const before = source.slice(0, found.index);
  const line = before.split('\n').length;
  return { line, column: found.index - before.lastIndexOf('\n'), length: found[0].length };
}

export function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

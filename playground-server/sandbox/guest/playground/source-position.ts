// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import { arrayForEach, stringCharCodeAt, stringIndexOf, stringSlice, stringSplit } from './intrinsics.ts';

/** The name under which the learner's program runs, as it stands in a stack trace. */
const HANDLER_FILE = 'handler.ts';
const FRAME_MARK = `(${HANDLER_FILE}:`;

/** Per line of the running code: `[column, source line, source column]`, by column, all from 1. */
export type PositionTable = [column: number, sourceLine: number, sourceColumn: number][][];

export interface SourcePosition {
  line: number;
  column: number;
}

/** Where in the learner's program something was called. */
export interface CallSite {
  readonly line: number | undefined;
  /** The stack trace of the call, with the frames of this library. */
  readonly stack: string;
}

let positions: PositionTable | undefined;

/** Syntax that cannot be erased (an enum) is rewritten; then running positions and the learner's differ. */
export function usePositions(table: PositionTable): void {
  positions = table;
}

const IntrinsicError = Error;

/** Call it before the first `await`: QuickJS keeps no stack across one. */
export function captureCallSite(): CallSite {
  const stack = readStack(() => new IntrinsicError());
  return { stack, line: firstPosition(stack)?.line };
}

/** The stack of an error, or nothing when a handler made reading it impossible. */
export function readStack(makeError: () => { stack?: unknown }): string {
  try {
    const { stack } = makeError();
    return typeof stack === 'string' ? stack : '';
  } catch {
    return '';
  }
}

/** The position of the innermost frame of the learner's program. */
export function firstPosition(stack: string): SourcePosition | undefined {
  const mark = stringIndexOf(stack, FRAME_MARK);
  return mark < 0 ? undefined : readPosition(stack, mark + FRAME_MARK.length);
}

/** A stack without the frames of this library. */
export function withoutLibraryFrames(stack: string): string {
  let text = '';
  arrayForEach(stringSplit(stack, '\n'), (frame) => {
    if (stringIndexOf(frame, FRAME_MARK) >= 0) text += `${frame}\n`;
  });
  return text;
}

/**
 * The learner's frames with positions in the source as it was written, and the
 * innermost position. The frame that a class leaves while it constructs the
 * error is dropped: nobody looks for a `throw` there.
 */
export function sourceFrames(
  stack: string,
  constructorName: string,
): { text: string; position: SourcePosition | undefined } {
  let text = '';
  let innermost: SourcePosition | undefined;
  arrayForEach(stringSplit(stack, '\n'), (frame) => {
    const mark = stringIndexOf(frame, FRAME_MARK);
    if (mark < 0) return;
    const position = readPosition(frame, mark + FRAME_MARK.length);
    const name = stringSlice(frame, stringIndexOf(frame, 'at ') + 3, mark - 1);
    if (position === undefined || (innermost === undefined && name !== '' && name === constructorName)) return;
    innermost ??= position;
    text += `    at ${name} (${HANDLER_FILE}:${position.line}:${position.column})\n`;
  });
  return { text, position: innermost };
}

function readPosition(text: string, start: number): SourcePosition | undefined {
  const line = readNumber(text, start);
  const column = line && readNumber(text, line.end + 1);
  if (!line?.value || !column?.value) return undefined;
  return toSource({ line: line.value, column: column.value });
}

function readNumber(text: string, start: number): { value: number; end: number } {
  let value = 0;
  let end = start;
  for (;;) {
    const digit = stringCharCodeAt(text, end) - 48;
    if (!(digit >= 0 && digit <= 9) || end - start > 8) return { value, end };
    value = value * 10 + digit;
    end += 1;
  }
}

function toSource(position: SourcePosition): SourcePosition {
  const segments = positions?.[position.line - 1];
  let found: SourcePosition | undefined;
  for (let index = 0; segments !== undefined && index < segments.length; index += 1) {
    const segment = segments[index];
    if (segment === undefined || (segment[0] > position.column && found !== undefined)) break;
    found = { line: segment[1], column: segment[2] };
  }
  return found ?? position;
}

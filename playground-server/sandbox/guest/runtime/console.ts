// Runs inside the sandbox. No DOM, no node: imports.
import type { GuestMessage } from '../../sandbox.ts';
import { stringCharCodeAt, stringSlice } from '../playground/intrinsics.ts';
import { captureCallSite } from '../playground/source-position.ts';
import { describeException } from './exception-report.ts';
import { formatArguments } from './format-value.ts';
import { connectionOfThisTurn, postMessage } from './messages.ts';

type Level = Extract<GuestMessage, { type: 'console' }>['level'];

function write(level: Level, text: string, line: number | undefined): void {
  const connection = connectionOfThisTurn();
  postMessage({
    type: 'console',
    level,
    text,
    ...(connection !== undefined && { connection }),
    ...(line !== undefined && { line }),
  });
}

const log =
  (level: Level) =>
  (...values: unknown[]): void =>
    write(level, formatArguments(values), captureCallSite().line);

export const consoleGlobal = {
  log: log('log'),
  info: log('info'),
  warn: log('warn'),
  error: log('error'),
  debug: log('debug'),
};

/** Of a text that the program did not print itself. */
const MAX_REPORT_LENGTH = 4_096;

/** An exception that no handler can catch: out of a timer's callback, a microtask or a promise nobody waits for. */
export function reportUncaught(thrown: unknown, label = 'Uncaught'): void {
  const { traceback, line } = describeException(thrown);
  write('error', withoutLastBreak(stringSlice(`${label} ${traceback}`, 0, MAX_REPORT_LENGTH)), line);
}

const LINE_FEED = 10;

function withoutLastBreak(text: string): string {
  const last = text.length - 1;
  return stringCharCodeAt(text, last) === LINE_FEED ? stringSlice(text, 0, last) : text;
}

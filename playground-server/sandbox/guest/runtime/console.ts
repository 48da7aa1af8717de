// Runs inside the sandbox. No DOM, no node: imports.
import type { GuestMessage } from '../../sandbox.ts';
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

/** An exception that no handler can catch: out of a timer's callback or a microtask. */
export function reportUncaught(thrown: unknown): void {
  const { traceback, line } = describeException(thrown);
  write('error', `Uncaught ${traceback}`.trimEnd(), line);
}

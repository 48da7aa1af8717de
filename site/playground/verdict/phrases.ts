import type { CloseFact, ConnectionFacts } from './connection-facts.ts';

/** "1006 with no reason", "4004 “Project not found”", "a close with no code". */
export function closePhrase({ code, reason }: CloseFact): string {
  if (code === undefined || code === 1005) return 'a close with no code';
  return reason === '' ? `${code} with no reason` : `${code} “${reason}”`;
}

/** The code and reason alone, as a thing that somebody owns: "your 4000". */
export function shortClose({ code, reason }: CloseFact): string {
  if (code === undefined) return 'close';
  return reason === '' ? String(code) : `${code} “${reason}”`;
}

export function whatTheBrowserSaw({ opened, told, errored }: ConnectionFacts): string {
  if (told === undefined)
    return errored ? 'The browser fired error and has not fired close yet.' : 'Nothing has ended yet.';
  const close = told.code === 1005 ? 'a close with no code (1005)' : closePhrase(told);
  return opened && told.code === 1006 ? `The browser opened, then saw ${close}.` : `The browser saw ${close}.`;
}

/** "HTTP 403 Forbidden" */
export function statusPhrase({ response }: ConnectionFacts): string {
  return response === undefined ? 'no answer' : `HTTP ${response.status} ${response.reason}`.trim();
}

/** "RuntimeError: text" on one line, without a full stop of its own. */
export function exceptionPhrase({ type, message }: { type: string; message: string }): string {
  const text = message.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  return text === '' ? type : `${type}: ${text}`;
}

export function atLine(line: number | undefined): string {
  return line === undefined ? '' : ` on line ${line}`;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

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

/** What the client of a connection was told: this page's as it was recorded, any other as far as the wire shows it. */
export function whatTheClientSaw(facts: ConnectionFacts): string {
  return facts.witness === 'page' ? whatTheBrowserSaw(facts) : whatTheWireShows(facts);
}

function whatTheBrowserSaw({ opened, told, errored }: ConnectionFacts): string {
  if (told === undefined)
    return errored ? 'The browser fired error and has not fired close yet.' : 'Nothing has ended yet.';
  const close = told.code === 1005 ? 'a close with no code (1005)' : closePhrase(told);
  return opened && told.code === 1006 ? `The browser opened, then saw ${close}.` : `The browser saw ${close}.`;
}

function whatTheWireShows(facts: ConnectionFacts): string {
  const client = startOfSentence(facts.who);
  const { accepted, response, sent, received, closedFirst } = facts;
  if (!accepted) {
    if (response === undefined) return `${client} got no HTTP answer.`;
    const answer = `${client} was told ${statusPhrase(facts)}${bodyPhrase(response.body)}`;
    return facts.witness === 'browser' ? `${answer}; its page may be told 1006 and no more.` : `${answer}.`;
  }
  if (closedFirst === 'client' && received !== undefined)
    return `${client} closed ${received.code === undefined ? 'without a code' : `with ${closePhrase(received)}`}.`;
  if (sent !== undefined)
    return sent.code === undefined
      ? `${client} was sent a Close frame with no code.`
      : `${client} was sent ${closePhrase(sent)}.`;
  return facts.tcpEndedFirst === 'client'
    ? `${client} was connected, and went away.`
    : `${client} was connected, then saw TCP end without a Close frame.`;
}

function bodyPhrase(body: string): string {
  if (body === '') return ' with an empty body';
  const line = body.replaceAll(/\s+/g, ' ').trim();
  return ` with the body “${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
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

/** "The page", "Another client"; what a client calls itself, such as `curl/8.14.1`, stays as it is. */
export function startOfSentence(who: string): string {
  return /^(?:the|another) /.test(who) ? who.slice(0, 1).toUpperCase() + who.slice(1) : who;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

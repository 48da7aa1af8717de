import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { comparable } from '#tests/helpers/recorded-outcome.ts';
import type { LiveRun, Raised } from './live-server.ts';

/** What a handler met, one line each: messages, what refused them, what it printed, what escaped it, its states. */
export interface Met {
  handler: string[];
  /** Lines of the server's log. */
  log: string[];
}

/** The longest text that is compared; the playground's timeline keeps no more. */
const MAX_TEXT = 200;

export function metOnServer({ events, end, states, log }: LiveRun): Met {
  const lines = events.flatMap((event) => {
    if (event.kind === 'console') return printed(event.text);
    return event.kind === 'receive' ? received(event.message) : sent(event.message, event.refused);
  });
  if (typeof end === 'object') lines.push(escaped(end));
  lines.push(finalStates(states ?? undefined));
  return { handler: lines, log: log.map(([level, text]) => logged(level, text)) };
}

/** The events are those of one connection. */
export function metInPlayground(events: readonly TimelineEvent[]): Met {
  const handler: string[] = [];
  const log: string[] = [];
  let states: [string, string] | undefined;
  for (const event of events) {
    if (event.kind === 'asgi-receive') handler.push(received(event.message));
    else if (event.kind === 'asgi-send') handler.push(sent(event.message, event.refused));
    else if (event.kind === 'console') handler.push(...printed(event.text));
    else if (event.kind === 'exception') handler.push(escaped(event));
    else if (event.kind === 'server-log') log.push(logged(event.level, event.text));
    else if (event.kind === 'state') states = [event.client_state, event.application_state];
  }
  return { handler: [...handler, finalStates(states)], log };
}

function received(message: Readonly<Record<string, unknown>>): string {
  return `received ${messageText(message)}`;
}

function sent(message: Readonly<Record<string, unknown>>, refused: Raised | undefined): string {
  return `sent ${messageText(message)}${refused === undefined ? '' : `, refused: ${exceptionText(refused)}`}`;
}

/** A print of two lines is two rows of the timeline in Python, and one in TypeScript. */
function printed(text: string): string[] {
  return withoutModule(withoutEnums(text))
    .split(/\r?\n/)
    .map((line) => `printed ${line}`);
}

function escaped(raised: Raised): string {
  return `raised ${exceptionText(raised)}`;
}

/** A handler that was never reached has no socket whose states could be told. */
function finalStates(states: readonly string[] | undefined): string {
  const [client, application] = states ?? ['CONNECTING', 'CONNECTING'];
  return `states ${client} ${application}`;
}

function exceptionText({ type, message }: Raised): string {
  return withoutParser(`${type.split('.').at(-1)}: ${cut(withoutEnums(message))}`.trim());
}

/** Each language has a JSON parser of its own, which complains in its own words. */
function withoutParser(text: string): string {
  return text.replace(/^(?:JSONDecodeError|SyntaxError): [^]*/, 'JSON that cannot be parsed');
}

/** A language names an exception with its module, or without. */
function withoutModule(text: string): string {
  return withoutParser(cut(text.replace(/^(?:\w+\.)+(\w+:)/, '$1').trim()));
}

/** websockets and wsproto give close codes as members of an enumeration, which print themselves in full. */
function withoutEnums(text: string): string {
  return text.replace(/<\w+\.\w+: (\d+)>/g, '$1');
}

function messageText({ type, ...fields }: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([key, value]) => `${key}=${cut(comparable(JSON.stringify(value)))}`);
  return [type, ...told].join(' ');
}

function logged(level: string, text: string): string {
  // The traceback below the first line is compared as the exception that escaped.
  const [first = ''] = text.trim().split('\n');
  return `${level}: ${first.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:PORT')}`;
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
}

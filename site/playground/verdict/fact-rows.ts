import { visibleText } from '../visible-text.ts';
import type { CloseFact, ConnectionFacts } from './connection-facts.ts';
import type { Outcome } from './cause.ts';

/** What became of something on its way to the client. */
export type Fate = Extract<Outcome, 'delivered' | 'lost' | 'forbidden'>;

/** One fact of a connection, as each end knows it. */
export interface FactRow {
  name: string;
  sent: string;
  /** What `sent` does not say: who made it, or that it stayed behind. */
  sentNote?: string | undefined;
  told: string;
  toldNote?: string | undefined;
  /** Undefined where nothing was on its way, or both ends say the same. */
  fate: Fate | undefined;
}

const NOTHING = '–';
const NOT_YET = 'nothing yet';

/** What the server sent beside what its client was told: a row a fact, and what became of it between the two. */
export function factRows(facts: ConnectionFacts): FactRow[] {
  const { response, accepted, told, asked, sent } = facts;
  const ends = told !== undefined || asked !== undefined || sent !== undefined;
  return [
    ...(response === undefined ? [unanswered(facts)] : [statusLine(facts, response)]),
    ...(response === undefined || accepted || response.body === '' ? [] : [responseBody(facts, response)]),
    ...(response === undefined ? [] : [acceptance(facts)]),
    ...(accepted ? [messages(facts)] : []),
    ...(ends ? [closeCode(facts), closeReason(facts)] : []),
    ...(ends && facts.witness === 'page' ? [cleanEnd(facts)] : []),
  ];
}

/** The close that is looked at: what the handler asked for, or else what the server sent by itself. */
function meantClose({ asked, sent, closedFirst }: ConnectionFacts): CloseFact | undefined {
  return closedFirst === 'client' ? sent : (asked ?? sent);
}

export function fateOfClose(facts: ConnectionFacts): Fate | undefined {
  const { asked, told, closedFirst } = facts;
  // An echo of the client's own close is no message to it, and neither arrives nor is lost.
  if (closedFirst === 'client') return undefined;
  if (asked?.refused !== undefined) return 'forbidden';
  const meant = meantClose(facts);
  if (meant === undefined || told === undefined) return undefined;
  return told.code === (meant.code ?? 1005) ? 'delivered' : 'lost';
}

type Response = NonNullable<ConnectionFacts['response']>;

const readsHttp = ({ witness }: ConnectionFacts): boolean => witness === 'program';

function unanswered(facts: ConnectionFacts): FactRow {
  return { name: 'Status line', sent: NOTHING, sentNote: 'no HTTP answer', told: endOfDial(facts), fate: undefined };
}

function statusLine(facts: ConnectionFacts, { status, reason, body }: Response): FactRow {
  const sent = `HTTP/1.1 ${status} ${reason}`.trim();
  const sentNote = !facts.accepted && body === '' ? 'empty body' : undefined;
  if (readsHttp(facts)) return { name: 'Status line', sent, sentNote, told: sent, fate: 'delivered' };
  return facts.accepted
    ? { name: 'Status line', sent, told: NOTHING, toldNote: 'open stands for it', fate: undefined }
    : { name: 'Status line', sent, sentNote, told: NOTHING, toldNote: 'no page may see it', fate: 'forbidden' };
}

function responseBody(facts: ConnectionFacts, response: Response): FactRow {
  const sent = oneLine(response.body);
  return readsHttp(facts)
    ? { name: 'Body', sent, told: sent, fate: 'delivered' }
    : { name: 'Body', sent, told: NOTHING, toldNote: 'no page may read it', fate: 'forbidden' };
}

function acceptance(facts: ConnectionFacts): FactRow {
  const { accepted, opened } = facts;
  const sent = accepted ? 'yes' : 'no';
  if (facts.witness !== 'page') return { name: 'Accepted', sent, told: sent, fate: undefined };
  const failed = accepted && !opened && facts.told !== undefined;
  const fate = failed ? 'lost' : opened ? 'delivered' : undefined;
  return { name: 'Accepted', sent, told: opened ? 'open' : endOfDial(facts), fate };
}

/** What a page is told of an attempt that did not come to `open`. */
function endOfDial({ errored, told }: ConnectionFacts): string {
  if (errored) return 'error, no open';
  return told === undefined ? NOT_YET : 'no open';
}

function messages({ messagesSent, messages: heard, told, witness }: ConnectionFacts): FactRow {
  const arrived = witness === 'page' ? heard : messagesSent;
  const missing = told !== undefined && arrived < messagesSent;
  return {
    name: 'Messages',
    sent: String(messagesSent),
    told: String(arrived),
    fate: missing ? 'lost' : messagesSent > 0 && arrived === messagesSent ? 'delivered' : undefined,
  };
}

function closeCode(facts: ConnectionFacts): FactRow {
  const meant = meantClose(facts);
  const madeUp = facts.witness === 'program' ? 'stands for no code' : "the browser's own";
  return {
    name: 'Close code',
    sent: meant === undefined ? NOTHING : String(meant.code ?? 'none'),
    sentNote: noteOnSent(facts),
    ...toldOfClose(facts, String(facts.told?.code), facts.sent?.code === undefined ? madeUp : undefined),
    fate: fateOfClose(facts),
  };
}

/** Who made the close that stands there, or where it stayed. */
function noteOnSent({ asked, sent, closedFirst }: ConnectionFacts): string | undefined {
  if (closedFirst === 'client') return sent === undefined ? 'no Close frame' : 'echo';
  if (asked === undefined) return sent === undefined ? 'no Close frame' : 'by the server itself';
  const instead = sent === undefined ? '' : `; it sent ${sent.code ?? 'no code'}`;
  if (asked.refused !== undefined) return `refused by the server${instead}`;
  if (sent === undefined) return 'asked for, never sent';
  return asked.code === sent.code ? undefined : `the server sent ${sent.code ?? 'none'} instead`;
}

function closeReason(facts: ConnectionFacts): FactRow {
  const { asked, sent, told, closedFirst } = facts;
  const meant = meantClose(facts);
  const isOnItsWay = meant !== undefined && meant.reason !== '' && told !== undefined && closedFirst !== 'client';
  const isKeptBack = sent !== undefined && meant !== undefined && meant.reason !== sent.reason;
  const fate = asked?.refused !== undefined ? 'forbidden' : told?.reason === meant?.reason ? 'delivered' : 'lost';
  return {
    name: 'Reason',
    sent: meant === undefined ? NOTHING : quote(meant.reason),
    sentNote: isKeptBack ? (sent.reason === '' ? 'kept back by the server' : 'cut by the server') : undefined,
    ...toldOfClose(facts, quote(told?.reason ?? '')),
    fate: isOnItsWay ? fate : undefined,
  };
}

/** What is no browser has a Close frame or none, and makes up no 1006 on the wire. */
function toldOfClose(
  { witness, told, sent }: ConnectionFacts,
  text: string,
  note?: string,
): Pick<FactRow, 'told' | 'toldNote'> {
  if (told === undefined) return { told: NOT_YET };
  if (witness !== 'page' && sent === undefined) return { told: NOTHING };
  return { told: text, toldNote: note };
}

function cleanEnd({ sent, received, told }: ConnectionFacts): FactRow {
  const frames = [sent, received].filter((frame): frame is CloseFact => frame !== undefined).length;
  return {
    name: 'wasClean',
    sent: NOTHING,
    sentNote: ['no Close frame', 'one Close frame', 'a Close frame each way'][frames],
    told: told === undefined ? NOT_YET : String(told.wasClean),
    fate: undefined,
  };
}

const quote = (text: string): string => `“${visibleText(text)}”`;

/** For a cell: one line, and not the whole of a long body. */
export function oneLine(text: string): string {
  const line = visibleText(text.replaceAll(/\s+/g, ' ').trim());
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

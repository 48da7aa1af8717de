import { pythonNumber } from '#asgi/python-values.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { ANOTHER_BROWSER } from '../client/client-names.ts';
import type { BrowserEvent } from '../timeline/browser-event.ts';

type Kind<K extends TimelineEvent['kind']> = Extract<TimelineEvent, { kind: K }>;
type Heard<K extends BrowserEvent['kind']> = Extract<BrowserEvent, { kind: K }>;

/** One client of one run, as far as it has come. */
export interface RecordedConnection {
  browser: readonly BrowserEvent[];
  /** The events of this connection and of the run itself (connection 0). */
  server: readonly TimelineEvent[];
  path: string;
  routes: readonly string[];
  /** Why the run is over, when it is. */
  ended: { name: string; title: string; message: string } | undefined;
  /** What the client is called, when it is none of the page's; `browser` is empty then. */
  outside?: string;
}

/** A close, as somebody asked for it, sent it or was told of it. */
export interface CloseFact {
  code: number | undefined;
  reason: string;
}

/** How a connection ended for its client. */
export interface ToldFact {
  code: number;
  reason: string;
  wasClean: boolean;
}

/** What one connection comes down to. Everything that is said about a run is said from these. */
export interface ConnectionFacts {
  /** "the page", or what a client from outside is called. */
  who: string;
  /** Whose word there is for what the client saw: this page's; else the wire's, for a browser or for another program. */
  witness: 'page' | 'browser' | 'program';
  // What the client knows: recorded for the page, and for any other what the wire has told it.
  opened: boolean;
  errored: boolean;
  told: ToldFact | undefined;
  /** What the browser has just thrown at the page; nothing has happened since. */
  forbidden: Heard<'exception'> | undefined;
  /** The page called `close()` before the browser had fired `open`. */
  gaveUp: boolean;
  pageClosed: boolean;
  /** The page of the client is gone, and is told nothing any more. */
  pageLeft: boolean;
  /** The connection was cut on the visitor's command. */
  cut: boolean;
  offered: string[];
  /** Messages that the page was told of, and those that the server began to send. */
  messages: number;
  messagesSent: number;
  // What went over the wire.
  requested: boolean;
  response: Kind<'http-response'> | undefined;
  chosen: string | undefined;
  /** Close frames, in both directions. */
  sent: CloseFact | undefined;
  received: CloseFact | undefined;
  closedFirst: 'server' | 'client' | undefined;
  serverEndedTcp: boolean;
  tcpEndedFirst: 'server' | 'client' | undefined;
  // What the handler did.
  accepted: boolean;
  acceptCalls: number;
  denied: boolean;
  /** The first `close` that the handler asked for. */
  asked: (CloseFact & { line: number | undefined; refused: { type: string; message: string } | undefined }) | undefined;
  /** The `receive()` that has nothing to return, while the connection lasts. */
  waiting: Kind<'waiting'> | undefined;
  exception: Kind<'exception'> | undefined;
  limit: Kind<'limit'> | undefined;
}

export function connectionFacts({ browser, server, outside }: RecordedConnection): ConnectionFacts {
  const heard = <K extends BrowserEvent['kind']>(kind: K) =>
    browser.find((event): event is Heard<K> => event.kind === kind);
  const happened = <K extends TimelineEvent['kind']>(kind: K) =>
    server.find((event): event is Kind<K> => event.kind === kind);
  const closeFrames = server.filter(
    (event): event is Kind<'frame'> => event.kind === 'frame' && event.opcode === 'close',
  );
  const fromServer = closeFrames.find(({ direction }) => direction === 'server-to-client');
  const fromClient = closeFrames.find(({ direction }) => direction === 'client-to-server');
  const sends = server.filter((event): event is Kind<'asgi-send'> => event.kind === 'asgi-send');
  const asked = sends.find(({ message }) => message.type === 'websocket.close');
  const response = happened('http-response');
  const last = browser.at(-1);
  const openIndex = browser.findIndex(({ kind }) => kind === 'open');
  const closeCall = browser.findIndex(({ kind }) => kind === 'call-close');
  const lastReceive = server.findLast(
    (event): event is Kind<'waiting' | 'asgi-receive'> => event.kind === 'waiting' || event.kind === 'asgi-receive',
  );
  const firstTcpEnd = happened('tcp-end');
  const tcpEnd = (direction: Kind<'tcp-end'>['direction']): boolean =>
    server.some((event) => event.kind === 'tcp-end' && event.direction === direction);

  const facts: ConnectionFacts = {
    who: outside ?? 'the page',
    witness: outside === undefined ? 'page' : outside.startsWith(ANOTHER_BROWSER) ? 'browser' : 'program',
    opened: openIndex !== -1,
    errored: heard('error') !== undefined,
    told: heard('close'),
    forbidden: last?.kind === 'exception' ? last : undefined,
    gaveUp: closeCall !== -1 && (openIndex === -1 || closeCall < openIndex),
    pageClosed: closeCall !== -1,
    pageLeft: heard('page-left') !== undefined,
    cut: heard('call-cut') !== undefined,
    offered: heard('new-websocket')?.protocols ?? [],
    messages: browser.filter(({ kind }) => kind === 'message').length,
    messagesSent: server.filter(isMessageToClient).length,
    requested: happened('upgrade-request') !== undefined,
    response,
    chosen: response?.headers.find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1],
    sent: fromServer && closeFact(fromServer),
    received: fromClient && closeFact(fromClient),
    closedFirst: closeFrames[0] && (closeFrames[0] === fromServer ? 'server' : 'client'),
    serverEndedTcp: tcpEnd('server-to-client'),
    tcpEndedFirst: firstTcpEnd && (firstTcpEnd.direction === 'client-to-server' ? 'client' : 'server'),
    accepted: response?.status === 101,
    acceptCalls: sends.filter(({ message }) => message.type === 'websocket.accept').length,
    denied: sends.some(({ message }) => message.type === 'websocket.http.response.start'),
    asked: asked && {
      code: askedCode(asked.message['code']),
      reason: typeof asked.message['reason'] === 'string' ? asked.message['reason'] : '',
      line: asked.line,
      refused: asked.refused,
    },
    waiting: lastReceive?.kind === 'waiting' && heard('close') === undefined ? lastReceive : undefined,
    exception: happened('exception'),
    limit: happened('limit'),
  };
  if (outside === undefined) return facts;
  const told = toldByTheWire(facts);
  return { ...facts, opened: facts.accepted, told, waiting: told === undefined ? facts.waiting : undefined };
}

/** How the connection has ended for a client that cannot be asked; undefined while it has not. */
function toldByTheWire(f: ConnectionFacts): ToldFact | undefined {
  if (f.accepted && f.sent !== undefined)
    return { code: f.sent.code ?? 1005, reason: f.sent.reason, wasClean: f.received !== undefined };
  const isRefused = f.response !== undefined && !f.accepted;
  return isRefused || f.tcpEndedFirst !== undefined ? { code: 1006, reason: '', wasClean: false } : undefined;
}

/** The frame that begins a message; continuations follow it. */
function isMessageToClient(event: TimelineEvent): boolean {
  return (
    event.kind === 'frame' &&
    event.direction === 'server-to-client' &&
    (event.opcode === 'text' || event.opcode === 'binary')
  );
}

function closeFact({ closeCode, closeReason }: Kind<'frame'>): CloseFact {
  return { code: closeCode, reason: closeReason ?? '' };
}

/** ASGI: a `websocket.close` without a code means 1000; `null` asks for none at all. */
function askedCode(code: unknown): number | undefined {
  if (code === undefined) return 1000;
  return typeof code === 'boolean' ? undefined : pythonNumber(code);
}

import type { TimelineEvent } from '#protocol/timeline-event.ts';
import type { BrowserEvent } from './browser-event.ts';

/** The event on the other side without which an event cannot have happened. */
export type Cause = BrowserEvent | TimelineEvent;

type Frame = Extract<TimelineEvent, { kind: 'frame' }>;

/**
 * Which server connection belongs to which client of the page. Clients dial
 * one after the other, so each takes the first free request for its target;
 * what is left over came from somewhere else.
 */
export function clientsByConnection(
  browser: readonly BrowserEvent[],
  server: readonly TimelineEvent[],
): Map<number, number> {
  const clients = new Map<number, number>();
  for (const dialled of browser) {
    if (dialled.kind !== 'new-websocket') continue;
    const request = server.find(
      (event) =>
        event.kind === 'upgrade-request' && !clients.has(event.connection) && event.target.endsWith(dialled.path),
    );
    if (request !== undefined) clients.set(request.connection, dialled.client);
  }
  return clients;
}

export function causeOf(
  event: BrowserEvent | TimelineEvent,
  browser: readonly BrowserEvent[],
  server: readonly TimelineEvent[],
  clients: ReadonlyMap<number, number>,
): Cause | undefined {
  if ('seq' in event) return causeInBrowser(event, browser, server, clients.get(event.connection));
  const own = server.filter(({ connection }) => clients.get(connection) === event.client);
  return causeInServer(event, browser, own);
}

function causeInServer(
  event: BrowserEvent,
  browser: readonly BrowserEvent[],
  own: readonly TimelineEvent[],
): Cause | undefined {
  switch (event.kind) {
    case 'open':
      return own.find(({ kind }) => kind === 'http-response');
    case 'message': {
      const nth = browser.filter(({ kind, client }) => kind === 'message' && client === event.client).indexOf(event);
      return dataFrames(own, 'server-to-client')[nth];
    }
    case 'error':
    case 'close':
      return endOf(own);
    default:
      return undefined;
  }
}

/** What told the browser that the connection is over: a Close frame before a TCP end before a refusal. */
function endOf(own: readonly TimelineEvent[]): Cause | undefined {
  return (
    own.find((e) => e.kind === 'frame' && e.opcode === 'close' && e.direction === 'server-to-client') ??
    own.find((e) => e.kind === 'http-response' && e.status !== 101) ??
    own.find((e) => e.kind === 'tcp-end' && e.direction === 'server-to-client') ??
    own.find((e) => e.kind === 'http-response')
  );
}

function causeInBrowser(
  event: TimelineEvent,
  browser: readonly BrowserEvent[],
  server: readonly TimelineEvent[],
  client: number | undefined,
): Cause | undefined {
  if (client === undefined) return undefined;
  const own = browser.filter((e) => e.client === client);
  if (event.kind === 'upgrade-request') return own.find(({ kind }) => kind === 'new-websocket');
  if (event.kind !== 'frame' || event.direction !== 'client-to-server') return undefined;
  const before = server.filter(({ connection }) => connection === event.connection);
  if (event.opcode === 'close') return before.some(isServerClose) ? undefined : own.find(isCallClose);
  const nth = dataFrames(before, 'client-to-server').indexOf(event);
  return own.filter(({ kind }) => kind === 'call-send')[nth];
}

const isCallClose = ({ kind }: BrowserEvent): boolean => kind === 'call-close';

const isServerClose = (event: TimelineEvent): boolean =>
  event.kind === 'frame' && event.opcode === 'close' && event.direction === 'server-to-client';

/** Frames that begin a message, which is what pairs them with `send()` and `message`. */
function dataFrames(events: readonly TimelineEvent[], direction: Frame['direction']): Frame[] {
  return events.filter(
    (event): event is Frame =>
      event.kind === 'frame' && event.direction === direction && (event.opcode === 'text' || event.opcode === 'binary'),
  );
}

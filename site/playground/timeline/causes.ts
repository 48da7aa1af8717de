import type { TimelineEvent } from '#protocol/timeline-event.ts';
import type { BrowserEvent } from './browser-event.ts';

export type AnyEvent = BrowserEvent | TimelineEvent;

/** Effect to cause: the event on the other side without which an event cannot have happened. */
export type Causes = ReadonlyMap<AnyEvent, AnyEvent>;

/**
 * Which server connection belongs to which client of the page. The number of
 * a client is part of what it dials, so no other request has its target; in a
 * run without numbers each client takes the first free request. What is left
 * over came from somewhere else.
 */
export function clientsByConnection(
  browser: readonly BrowserEvent[],
  server: readonly TimelineEvent[],
): Map<number, number> {
  const clients = new Map<number, number>();
  for (const dialled of browser) {
    if (dialled.kind !== 'new-websocket') continue;
    const request = server.find(
      (event) => event.kind === 'upgrade-request' && !clients.has(event.connection) && isDialled(event.target, dialled),
    );
    if (request !== undefined) clients.set(request.connection, dialled.client);
  }
  return clients;
}

const NUMBERED = /^\/live\/[^/~]+~\d+(?:\/|$)/;

function isDialled(target: string, { url, path }: { url: string; path: string }): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, search } = new URL(url);
  if (NUMBERED.test(pathname) || NUMBERED.test(target)) return pathname + search === target;
  return target.endsWith(path);
}

/** The events of one client that cause others, or are caused, in the order in which they happened. */
interface Ends {
  dialled: AnyEvent[];
  requested: AnyEvent[];
  answered: AnyEvent[];
  opened: AnyEvent[];
  sendCalls: AnyEvent[];
  framesIn: AnyEvent[];
  framesOut: AnyEvent[];
  messages: AnyEvent[];
  closeCalls: AnyEvent[];
  closeFramesIn: AnyEvent[];
  closeFramesOut: AnyEvent[];
  tcpEnds: AnyEvent[];
  ended: AnyEvent[];
}

export function causesOf(
  browser: readonly BrowserEvent[],
  server: readonly TimelineEvent[],
  clients: ReadonlyMap<number, number>,
): Causes {
  const all = new Map<number, Ends>();
  const endsOf = (client: number): Ends => {
    const known = all.get(client) ?? noEnds();
    all.set(client, known);
    return known;
  };
  for (const event of browser) browserEnd(endsOf(event.client), event)?.push(event);
  for (const event of server) {
    const client = clients.get(event.connection);
    if (client !== undefined) serverEnd(endsOf(client), event)?.push(event);
  }
  const causes = new Map<AnyEvent, AnyEvent>();
  for (const ends of all.values()) pair(ends, causes);
  return causes;
}

function pair(ends: Ends, causes: Map<AnyEvent, AnyEvent>): void {
  const because = (effects: readonly AnyEvent[], reasons: readonly AnyEvent[]): void => {
    for (const [nth, effect] of effects.entries()) {
      const cause = reasons[nth];
      if (cause !== undefined) causes.set(effect, cause);
    }
  };
  because(ends.requested, ends.dialled);
  because(ends.opened, ends.answered);
  because(ends.framesIn, ends.sendCalls);
  because(ends.messages, ends.framesOut);
  // Without a Close frame from the server, the page itself began the closing.
  if (ends.closeFramesOut.length === 0) because(ends.closeFramesIn, ends.closeCalls);
  // A Close frame comes before a TCP end, and a refusal comes before both.
  const [lastWord] = [...ends.closeFramesOut, ...(ends.opened.length > 0 ? ends.tcpEnds : ends.answered)];
  if (lastWord !== undefined) for (const effect of ends.ended) causes.set(effect, lastWord);
}

const noEnds = (): Ends => ({
  dialled: [],
  requested: [],
  answered: [],
  opened: [],
  sendCalls: [],
  framesIn: [],
  framesOut: [],
  messages: [],
  closeCalls: [],
  closeFramesIn: [],
  closeFramesOut: [],
  tcpEnds: [],
  ended: [],
});

function browserEnd(ends: Ends, { kind }: BrowserEvent): AnyEvent[] | undefined {
  const places: Partial<Record<BrowserEvent['kind'], AnyEvent[]>> = {
    'new-websocket': ends.dialled,
    open: ends.opened,
    message: ends.messages,
    error: ends.ended,
    close: ends.ended,
    'call-send': ends.sendCalls,
    'call-close': ends.closeCalls,
  };
  return places[kind];
}

function serverEnd(ends: Ends, event: TimelineEvent): AnyEvent[] | undefined {
  if (event.kind === 'upgrade-request') return ends.requested;
  if (event.kind === 'http-response') return ends.answered;
  if (event.kind === 'tcp-end') return event.direction === 'server-to-client' ? ends.tcpEnds : undefined;
  if (event.kind !== 'frame') return undefined;
  const incoming = event.direction === 'client-to-server';
  if (event.opcode === 'close') return incoming ? ends.closeFramesIn : ends.closeFramesOut;
  // The frame that begins a message is what pairs with `send()` and `message`; continuations follow it.
  if (event.opcode === 'text' || event.opcode === 'binary') return incoming ? ends.framesIn : ends.framesOut;
  return undefined;
}

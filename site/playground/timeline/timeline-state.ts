import type { TimelineEvent } from '#protocol/timeline-event.ts';
import type { BrowserEvent } from './browser-event.ts';
import { causesOf, clientsByConnection, type AnyEvent, type Causes } from './causes.ts';

/**
 * One timeline out of two clocks. The browser and the server each know the
 * order of their own events and neither knows the other's time, but some
 * events cause others: no `open` before the 101, no request before
 * `new WebSocket`. Those pairs bound the distance between the clocks, and the
 * merge never shows an effect before its cause, whatever the clocks say.
 */
export interface TimelineRow {
  key: string;
  /** Since the first row; never less than the row before. */
  atMs: number;
  lane: Lane;
  /** The page's client, or undefined for an outside client and for the run itself. */
  client: number | undefined;
  entry: { from: 'browser'; event: BrowserEvent } | { from: 'server'; event: TimelineEvent };
}

export const LANES = ['browser', 'wire', 'server', 'handler'] as const;
export type Lane = (typeof LANES)[number];

export function mergeTimeline(browser: readonly BrowserEvent[], server: readonly TimelineEvent[]): TimelineRow[] {
  const clients = clientsByConnection(browser, server);
  const causes = causesOf(browser, server, clients);
  const offsetMs = clockOffsetMs(causes);
  const timeOf = (event: AnyEvent): number => event.atMs + ('seq' in event ? offsetMs : 0);

  const rows: TimelineRow[] = [];
  const shown = new Set<AnyEvent>();
  const waits = (event: AnyEvent): boolean => {
    const cause = causes.get(event);
    return cause !== undefined && !shown.has(cause);
  };
  let b = 0;
  let s = 0;
  let firstMs: number | undefined;
  let lastMs = 0;
  while (b < browser.length || s < server.length) {
    const nextBrowser = browser[b];
    const nextServer = server[s];
    const takeBrowser =
      nextServer === undefined ||
      (nextBrowser !== undefined &&
        (waits(nextServer) || (!waits(nextBrowser) && timeOf(nextBrowser) <= timeOf(nextServer))));
    const event = takeBrowser ? nextBrowser : nextServer;
    if (event === undefined) break;
    if (takeBrowser) b += 1;
    else s += 1;
    shown.add(event);
    firstMs ??= timeOf(event);
    lastMs = Math.max(lastMs, timeOf(event) - firstMs);
    // Its own place in the list names an event of the page: two of one kind may have the same time.
    rows.push(toRow(event, lastMs, clients, b));
  }
  return rows;
}

function toRow(event: AnyEvent, atMs: number, clients: ReadonlyMap<number, number>, nth: number): TimelineRow {
  if ('seq' in event) {
    const client = clients.get(event.connection);
    return { key: `s${event.seq}`, atMs, lane: event.actor, client, entry: { from: 'server', event } };
  }
  return { key: `b${nth}`, atMs, lane: 'browser', client: event.client, entry: { from: 'browser', event } };
}

/** What to add to the server's times so that as few effects as possible come before their causes. */
function clockOffsetMs(causes: Causes): number {
  let atLeast = -Infinity;
  let atMost = Infinity;
  for (const [effect, cause] of causes) {
    if ('seq' in effect) atLeast = Math.max(atLeast, cause.atMs - effect.atMs);
    else atMost = Math.min(atMost, effect.atMs - cause.atMs);
  }
  if (atLeast === -Infinity) return atMost === Infinity ? 0 : atMost;
  return atMost === Infinity ? atLeast : (atLeast + atMost) / 2;
}

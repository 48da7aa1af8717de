import { isDeepStrictEqual } from 'node:util';
import type { BrowserEvent } from '#protocol/browser-event.ts';
import type { RecordedRun } from '#protocol/recorded-run.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';

/**
 * What two runs of the same program have in common, whenever and wherever they
 * ran: no times, ports, keys, masks or secrets, and the order only within
 * each lane of a connection, because between lanes it is a race.
 */
export function comparableRun({ browser, timeline, routes, language, server, ended }: RecordedRun) {
  return {
    language,
    server,
    routes,
    ...(ended === undefined ? {} : { ended: ended.name }),
    browser: lanes(browser, ({ client }) => `client ${client}`, comparableBrowserEvent),
    // Whether a handler found its message there already is a race too.
    timeline: lanes(
      timeline.filter(({ kind }) => kind !== 'waiting'),
      laneOf,
      comparableTimelineEvent,
    ),
  };
}

/** What two runs have in common: only what the page was told where the server's side is a race. */
export function sameRun(a: RecordedRun, b: RecordedRun, isRace: boolean): boolean {
  const [first, second] = [comparableRun(a), comparableRun(b)];
  return isRace ? isDeepStrictEqual(first.browser, second.browser) : isDeepStrictEqual(first, second);
}

function lanes<Event>(events: readonly Event[], laneOfEvent: (event: Event) => string, say: (event: Event) => unknown) {
  const byLane = Map.groupBy(events, laneOfEvent);
  return Object.fromEntries(
    [...byLane].toSorted(([a], [b]) => a.localeCompare(b)).map(([lane, own]) => [lane, own.map((event) => say(event))]),
  );
}

function laneOf(event: TimelineEvent): string {
  const direction = 'direction' in event ? ` ${event.direction}` : '';
  return `connection ${event.connection} ${event.actor}${direction}`;
}

function comparableBrowserEvent({ atMs: _atMs, client: _client, ...event }: BrowserEvent): unknown {
  return event.kind === 'new-websocket' ? { kind: event.kind, path: event.path, protocols: event.protocols } : event;
}

/** Headers that say what happened; the others name the browser, the moment or the machine. */
const TELLING = new Set([
  'sec-websocket-protocol',
  'sec-websocket-version',
  'upgrade',
  'connection',
  'content-type',
  'content-length',
]);

function comparableTimelineEvent(event: TimelineEvent): unknown {
  const { seq: _seq, atMs: _atMs, connection: _connection, actor: _actor, ...said } = event;
  const shown = 'hex' in said ? without(said, ['hex', 'bytes']) : said;
  const headers = 'headers' in said ? said.headers.filter(([name]) => TELLING.has(name.toLowerCase())) : undefined;
  return JSON.parse(withoutAddresses(JSON.stringify(headers === undefined ? shown : { ...shown, headers })));
}

function without<Value extends object>(value: Value, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function withoutAddresses(json: string): string {
  return json
    .replaceAll(/\/live\/[\w-]+/g, '/live/…')
    .replaceAll(/(127\.0\.0\.1|localhost|\[::1\]|::1):\d+/g, '$1:…')
    .replaceAll(/("port":\s*|127\.0\.0\.1', )\d+/g, '$1…'.replace('…', '0'));
}

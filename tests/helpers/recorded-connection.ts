import type { TimelineEntry, TimelineEvent } from '#protocol/timeline-event.ts';
import type { BrowserEntry, BrowserEvent } from '#site/playground/timeline/browser-event.ts';
import type { RecordedConnection } from '#site/playground/verdict/connection-facts.ts';

type Entry = BrowserEntry | ServerEntry;
type ServerEntry = TimelineEntry extends infer E ? (E extends TimelineEntry ? Omit<E, 'connection'> : never) : never;
type Kind<K extends TimelineEvent['kind']> = Extract<ServerEntry, { kind: K }>;

const BYTES = { hex: '', bytes: 0 };

// Entries of a timeline, as short as a test can say them.
export const dial = (path = '/ws/x', protocols: string[] = []): Entry => ({
  kind: 'new-websocket',
  url: `ws://localhost/live/s${path}`,
  path,
  protocols,
});
export const opened = (protocol = ''): Entry => ({ kind: 'open', protocol });
export const errored: Entry = { kind: 'error' };
export const told = (code: number, reason = '', wasClean = code !== 1006): Entry => ({
  kind: 'close',
  code,
  reason,
  wasClean,
});
export const heard = (data: string): Entry => ({ kind: 'message', data, binary: false });
export const pageSends = (data: string): Entry => ({ kind: 'call-send', data });
export const pageCloses = (code?: number, reason?: string): Entry => ({
  kind: 'call-close',
  ...(code === undefined ? {} : { code }),
  ...(reason === undefined ? {} : { reason }),
});
export const browserThrows = (call: 'new WebSocket' | 'send' | 'close', name: string, message: string): Entry => ({
  kind: 'exception',
  call,
  name,
  message,
});

export const request = (target = '/ws/x'): Kind<'upgrade-request'> => ({
  ...BYTES,
  actor: 'wire',
  kind: 'upgrade-request',
  method: 'GET',
  target,
  headers: [],
});
export const answer = (status: number, reason: string, options: { body?: string; protocol?: string } = {}): Entry => ({
  ...BYTES,
  actor: 'wire',
  kind: 'http-response',
  status,
  reason,
  headers: options.protocol === undefined ? [] : [['Sec-WebSocket-Protocol', options.protocol]],
  body: options.body ?? '',
});
export const switching = answer(101, 'Switching Protocols');
export const frame = (direction: 'in' | 'out', text: string): Entry => ({
  ...BYTES,
  actor: 'wire',
  kind: 'frame',
  direction: direction === 'in' ? 'client-to-server' : 'server-to-client',
  opcode: 'text',
  fin: true,
  masked: direction === 'in',
  payloadBytes: text.length,
  text,
});
export const closeFrame = (direction: 'in' | 'out', code?: number, reason = ''): Entry => ({
  ...BYTES,
  actor: 'wire',
  kind: 'frame',
  direction: direction === 'in' ? 'client-to-server' : 'server-to-client',
  opcode: 'close',
  fin: true,
  masked: direction === 'in',
  payloadBytes: 2 + reason.length,
  ...(code === undefined ? {} : { closeCode: code, closeReason: reason }),
});
export const tcpEnd: Entry = { actor: 'wire', kind: 'tcp-end', direction: 'server-to-client', how: 'fin' };
/** The client is the one that ends it. */
export const tcpGone: Entry = { actor: 'wire', kind: 'tcp-end', direction: 'client-to-server', how: 'fin' };
export const sends = (
  type: string,
  fields: Record<string, unknown> = {},
  more: { line?: number; refused?: { type: string; message: string } } = {},
): Entry => ({ actor: 'handler', kind: 'asgi-send', message: { type: `websocket.${type}`, ...fields }, ...more });
export const waits = (line?: number): Entry => ({
  actor: 'handler',
  kind: 'waiting',
  ...(line === undefined ? {} : { line }),
});
export const receives = (type: string): Entry => ({
  actor: 'server',
  kind: 'asgi-receive',
  message: { type: `websocket.${type}` },
});
export const raises = (type: string, message: string, line?: number): Entry => ({
  actor: 'handler',
  kind: 'exception',
  type,
  message,
  traceback: `${type}: ${message}`,
  ...(line === undefined ? {} : { line }),
});
export const meetsLimit = (title: string, message: string): Entry => ({
  actor: 'server',
  kind: 'limit',
  limit: 'turnCpuMs',
  title,
  message,
});

/** A connection of the page, up to its `open`. */
export const accepted: readonly Entry[] = [dial(), request(), sends('accept'), switching, opened()];

/** Dates the entries a millisecond apart, in the order given, and numbers those of the server. */
export function recorded(
  entries: readonly Entry[],
  options: Partial<Omit<RecordedConnection, 'browser' | 'server'>> = {},
): RecordedConnection {
  const browser: BrowserEvent[] = [];
  const server: TimelineEvent[] = [];
  for (const [atMs, entry] of entries.entries()) {
    if ('actor' in entry) server.push({ ...entry, seq: server.length + 1, atMs, connection: 1 } as TimelineEvent);
    else browser.push({ ...entry, atMs, client: 1 } as BrowserEvent);
  }
  return { browser, server, path: '/ws/x', routes: ['/ws/x'], ended: undefined, ...options };
}

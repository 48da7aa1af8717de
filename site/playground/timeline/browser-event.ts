/**
 * What the page's own WebSocket did, as the page saw it: what the script
 * called, what the browser fired, and what the browser itself forbade.
 */
export type BrowserEvent = {
  /** Since the `run` command was sent, on the browser's monotonic clock. */
  atMs: number;
  /** The page's client, from 1, in the order of dialling. Not the server's connection number. */
  client: number;
} & (
  | { kind: 'new-websocket'; url: string; path: string; protocols: string[] }
  | { kind: 'open'; protocol: string }
  | { kind: 'message'; data: string; binary: boolean }
  | { kind: 'error' }
  | { kind: 'close'; code: number; reason: string; wasClean: boolean }
  | { kind: 'call-send'; data: string }
  | { kind: 'call-close'; code?: number; reason?: string }
  | { kind: 'exception'; call: 'new WebSocket' | 'send' | 'close'; name: string; message: string }
);

export type BrowserEventKind = BrowserEvent['kind'];

/** An event before the client has dated it. */
export type BrowserEntry = BrowserEvent extends infer Event
  ? Event extends BrowserEvent
    ? Omit<Event, 'atMs' | 'client'>
    : never
  : never;

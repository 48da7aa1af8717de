// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';

/**
 * What the page's own WebSocket did, as the page saw it: what the script
 * called, what the browser fired, and what the browser itself forbade. Never
 * sent on the control socket; part of a recorded run.
 */

const base = {
  /** Since the `run` command was sent, on the browser's monotonic clock. */
  atMs: z.number().nonnegative(),
  /** The page's client, from 1, in the order of dialling. Not the server's connection number. */
  client: z.int().positive(),
};

export const BrowserEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('new-websocket'),
    url: z.string(),
    path: z.string(),
    protocols: z.array(z.string()),
  }),
  z.strictObject({ ...base, kind: z.literal('open'), protocol: z.string() }),
  z.strictObject({ ...base, kind: z.literal('message'), data: z.string(), binary: z.boolean() }),
  z.strictObject({ ...base, kind: z.literal('error') }),
  z.strictObject({ ...base, kind: z.literal('close'), code: z.int(), reason: z.string(), wasClean: z.boolean() }),
  z.strictObject({
    ...base,
    kind: z.literal('call-send'),
    /** Text, or hexadecimal digits when `binary`. */
    data: z.string(),
    binary: z.literal(true).optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('call-close'),
    code: z.int().optional(),
    reason: z.string().optional(),
  }),
  /** The page of this client went away. It is told nothing any more. */
  z.strictObject({ ...base, kind: z.literal('page-left') }),
  /** The page asked the server to cut the client's TCP connection: the command `cut`. */
  z.strictObject({ ...base, kind: z.literal('call-cut') }),
  z.strictObject({
    ...base,
    kind: z.literal('exception'),
    call: z.enum(['new WebSocket', 'send', 'close']),
    name: z.string(),
    message: z.string(),
  }),
]);
export type BrowserEvent = z.infer<typeof BrowserEvent>;

export type BrowserEventKind = BrowserEvent['kind'];

/** An event before the client has dated it. */
export type BrowserEntry = BrowserEvent extends infer Event
  ? Event extends BrowserEvent
    ? Omit<Event, 'atMs' | 'client'>
    : never
  : never;

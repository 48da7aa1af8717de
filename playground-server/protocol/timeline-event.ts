// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { WEBSOCKET_STATES } from '#asgi/events.ts';

/**
 * One row of a run's timeline. The list of these events is all that the page
 * knows about the server's side of a run, and it holds nothing that did not
 * happen: bytes on the socket, ASGI messages, states, log lines, exceptions.
 */

/** A line or column in the learner's source, counted from 1. */
const SourcePosition = z.int().positive();

const base = {
  /** Gapless within a run, from 1. */
  seq: z.int().positive(),
  /** Milliseconds since the server accepted the run, on the server's monotonic clock. */
  atMs: z.number().nonnegative(),
  /** The connection that the event belongs to, from 1; 0 for the run itself. */
  connection: z.int().nonnegative(),
};

const Direction = z.enum(['client-to-server', 'server-to-client']);
const Header = z.tuple([z.string(), z.string()]);

/** `hex` may be cut; `bytes` is always the full length. */
const recordedBytes = { hex: z.string(), bytes: z.int().nonnegative() };

const AsgiMessage = z.looseObject({ type: z.string() });

export const OPCODES = ['continuation', 'text', 'binary', 'close', 'ping', 'pong', 'reserved'] as const;

export const TimelineEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    actor: z.literal('wire'),
    kind: z.literal('upgrade-request'),
    ...recordedBytes,
    method: z.string(),
    target: z.string(),
    headers: z.array(Header),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('wire'),
    kind: z.literal('http-response'),
    ...recordedBytes,
    status: z.int(),
    reason: z.string(),
    headers: z.array(Header),
    /** The body as text, cut like `hex`. */
    body: z.string(),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('wire'),
    kind: z.literal('frame'),
    ...recordedBytes,
    direction: Direction,
    opcode: z.enum(OPCODES),
    fin: z.boolean(),
    masked: z.boolean(),
    /** As the frame announces it, in up to 64 bits: more than a number counts exactly. */
    payloadBytes: z.number().nonnegative(),
    /** Payload of a text frame, unmasked, cut like `hex`. */
    text: z.string().optional(),
    /** Present on a Close frame that carries a code (RFC 6455 section 5.5.1). */
    closeCode: z.int().optional(),
    closeReason: z.string().optional(),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('wire'),
    kind: z.literal('tcp-end'),
    direction: Direction,
    /** `cut`: the page had the connection of its client cut, by the command of that name. */
    how: z.enum(['fin', 'rst', 'cut']),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('server'),
    kind: z.literal('asgi-receive'),
    message: AsgiMessage,
    /** The learner's line that awaited the message. */
    line: SourcePosition.optional(),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('handler'),
    /** `receive()` found nothing to return: the handler waits until the next `asgi-receive`. */
    kind: z.literal('waiting'),
    line: SourcePosition.optional(),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('handler'),
    kind: z.literal('asgi-send'),
    message: AsgiMessage,
    line: SourcePosition.optional(),
    /** What the server raised out of `send()`, when it refused the message. */
    refused: z.strictObject({ type: z.string(), message: z.string() }).optional(),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('handler'),
    kind: z.literal('state'),
    client_state: z.enum(WEBSOCKET_STATES),
    application_state: z.enum(WEBSOCKET_STATES),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('handler'),
    kind: z.literal('console'),
    level: z.enum(['log', 'info', 'warn', 'error', 'debug']),
    text: z.string(),
    line: SourcePosition.optional(),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('server'),
    kind: z.literal('server-log'),
    level: z.enum(['INFO', 'WARNING', 'ERROR']),
    text: z.string(),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('handler'),
    kind: z.literal('exception'),
    type: z.string(),
    message: z.string(),
    line: SourcePosition.optional(),
    column: SourcePosition.optional(),
    /** As the language prints it, without frames of the sandbox. */
    traceback: z.string(),
  }),
  z.strictObject({
    ...base,
    actor: z.literal('server'),
    kind: z.literal('limit'),
    /** A key of `LIMITS`. */
    limit: z.string(),
    title: z.string(),
    message: z.string(),
  }),
]);
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/** An event before the recorder has numbered and dated it. */
export type TimelineEntry = TimelineEvent extends infer Event
  ? Event extends TimelineEvent
    ? Omit<Event, 'seq' | 'atMs'>
    : never
  : never;

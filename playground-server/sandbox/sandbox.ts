import { z } from 'zod';
import type { AsgiReceiveMessage, AsgiScope, RaisedException } from '#asgi/events.ts';
import { WEBSOCKET_STATES } from '#asgi/events.ts';
import type { Diagnostic } from '#protocol/server-message.ts';

/**
 * The boundary between a session and the code it runs.
 *
 * A guest is one program of one learner: it may answer many connections. It is
 * hostile. What comes out of it are `GuestMessage`s, each parsed with the
 * schema below before anybody looks at it, and exactly one `GuestEnd`.
 *
 * Every `receive()` and `send()` of the guest is a call: it carries a number
 * and stays pending in the guest until a `HostMessage` with that number.
 * Calls that no server refuses and none keeps waiting are answered before they
 * are made, and reported with the number `ANSWERED_AHEAD` of `asgi/`.
 */
const Connection = z.int().positive();
const Line = z.int().positive().optional();

export const GuestException = z.strictObject({
  type: z.string(),
  message: z.string(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  traceback: z.string(),
});
export type GuestException = z.infer<typeof GuestException>;

export const GuestMessage = z.discriminatedUnion('type', [
  /** The program was compiled and ran to its end once; its routes are known. */
  z.strictObject({ type: z.literal('ready'), routes: z.array(z.string()) }),
  z.strictObject({ type: z.literal('receive'), connection: Connection, call: z.int().nonnegative(), line: Line }),
  /** A `receive()` that was cancelled: whatever comes is for the next one. Answered as `sent`, unless its message has left. */
  z.strictObject({ type: z.literal('abandon'), connection: Connection, call: z.int().positive() }),
  z.strictObject({
    type: z.literal('send'),
    connection: Connection,
    call: z.int().nonnegative(),
    message: z.looseObject({ type: z.string() }),
    line: Line,
  }),
  /** The ASGI application returned, as it should without a value, or let an exception escape. */
  z.strictObject({ type: z.literal('returned'), connection: Connection, value: z.string().optional() }),
  z.strictObject({ type: z.literal('raised'), connection: Connection, exception: GuestException }),
  z.strictObject({
    type: z.literal('state'),
    connection: Connection,
    client_state: z.enum(WEBSOCKET_STATES),
    application_state: z.enum(WEBSOCKET_STATES),
  }),
  z.strictObject({
    type: z.literal('console'),
    connection: Connection.optional(),
    level: z.enum(['log', 'info', 'warn', 'error', 'debug']),
    text: z.string(),
    line: Line,
  }),
]);
export type GuestMessage = z.infer<typeof GuestMessage>;

export type HostMessage =
  /** `closeReturns`: this server's `send()` of a close does not wait for the closing handshake. */
  | { type: 'open'; connection: number; scope: AsgiScope; closeReturns: boolean }
  | { type: 'received'; call: number; message: AsgiReceiveMessage }
  | { type: 'sent'; call: number }
  /** Not answered yet: this server keeps a `send()` waiting, until it can write or the closing handshake is over. */
  | { type: 'pending'; call: number }
  | { type: 'refused'; call: number; exception: RaisedException };

/** Why a guest is gone. `limit` is a key of `LIMITS`. */
export type GuestEnd =
  | { kind: 'stopped' }
  /** The source does not compile, or threw while it was loaded, or its application while it was started. */
  | { kind: 'rejected'; diagnostics: Diagnostic[]; exception?: GuestException; during?: 'lifespan' }
  | { kind: 'limit'; limit: string }
  /** The engine or its process died. Not the learner's fault; `detail` is for the log only. */
  | { kind: 'crashed'; detail: string };

/**
 * A client's message waits until its guest is idle, so one is on its way at a time, and JSON makes six bytes of some
 * characters. Only a guest that does not read gets further behind than this many of the largest.
 */
export const MAX_UNREAD_MESSAGES = 8;

/** `detail` is for the log only. */
export function crashed(detail: string): GuestEnd {
  return { kind: 'crashed', detail };
}

export interface GuestHost {
  /** The guest has its engine, and its program starts now. */
  onLoading?(): void;
  onMessage(message: GuestMessage): void;
  /** The guest has worked off everything that was delivered to it: `busy` is false again. */
  onIdle(): void;
  /** Called exactly once; no message follows. */
  onEnd(end: GuestEnd): void;
}

export interface Guest {
  /** True from `deliver` until the turn that it started is over. */
  readonly busy: boolean;
  /** After `stop`, while the program still runs its own end. Left out by a sandbox whose programs have none. */
  readonly isShuttingDown?: boolean;
  deliver(message: HostMessage): void;
  /** Ends the guest; `onEnd` follows with `stopped`, and before it what the program prints when its server stops. */
  stop(): void;
}

/** Implemented by each language's sandbox, and by `NoopSandbox` for tests. */
export interface Sandbox {
  /** Starts one guest. Never throws for what the code does: that is a `GuestEnd`. Before this returns the host hears `onLoading` at most. */
  start(code: string, host: GuestHost): Guest;
  /** Ends every guest and process, and resolves when they are gone. */
  close(): Promise<void>;
}

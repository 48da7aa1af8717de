import type { AsgiReceiveMessage, AsgiScope, AsgiSendMessage, RaisedException } from '#asgi/events.ts';
import type { TimelineEntry } from '#protocol/timeline-event.ts';
import type { GuestException } from '../sandbox/sandbox.ts';

/**
 * Where a session and one connection of it meet. The session owns the guest
 * and the timeline, the edge owns the socket; each holds its half of this pair.
 *
 * The edge records everything that concerns the wire and ASGI (`upgrade-request`,
 * `http-response`, `frame`, `tcp-end`, `asgi-receive`, `asgi-send`, `server-log`),
 * because only it knows the order in which they took effect. The session
 * records what comes from inside the handler (`state`, `console`, `exception`)
 * and `limit`.
 */

/** The edge's half: what the handler does, and the end of the run. */
export interface ConnectionPeer {
  /** `ANSWERED_AHEAD` says that the handler consumed `websocket.connect`, which came with `open`; it is recorded and not answered. */
  appReceives(call: number, line: number | undefined): void;
  /** A `receive()` that waits no longer. */
  appAbandons(call: number): void;
  appSends(call: number, message: AsgiSendMessage, line: number | undefined): void;
  /** `value` is what it returned, as a text, where it should have returned nothing. */
  appReturns(value: string | undefined): void;
  appRaises(exception: GuestException): void;
  /** The guest is gone. An open socket gets this Close code and reason, a held upgrade HTTP 503. */
  runEnds(code: number, reason: string): void;
  /** Ends TCP at once and without a Close frame, as a lost network does. */
  cut(): void;
}

/** The session's half: the way to the handler and to the timeline. */
export interface ConnectionLink {
  /** From 1, in order of arrival. */
  readonly connection: number;
  /** `closeReturns`: see `HostMessage`. */
  open(scope: AsgiScope, closeReturns: boolean): void;
  received(call: number, message: AsgiReceiveMessage): void;
  sent(call: number): void;
  refused(call: number, exception: RaisedException): void;
  record(entry: ConnectionEntry): void;
  /**
   * Does this as soon as no handler of the run is computing, at once or later,
   * in order. In asyncio nothing is read while a handler computes, so what a
   * client sends meanwhile must not overtake what the handler is about to say.
   */
  whenIdle(action: () => void): void;
  /** The socket is gone and nothing more will be recorded for it. */
  detach(): void;
}

/** A timeline entry of one connection, which the link itself numbers. */
export type ConnectionEntry = TimelineEntry extends infer Entry
  ? Entry extends TimelineEntry
    ? Omit<Entry, 'connection'>
    : never
  : never;

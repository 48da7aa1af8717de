import type { HandlerConnection } from './handler-connection.ts';

/** The connections of one run: those that are not over, by number, and the last of those that are. */
export class HandlerConnections {
  readonly #live = new Map<number, HandlerConnection>();
  /** Another handler may still hold one and send on it, as a broadcast does. */
  readonly #past = new Map<number, HandlerConnection>();
  readonly #maxPast: number;
  #lastServed = 0;

  constructor(maxPast: number) {
    this.#maxPast = maxPast;
  }

  /** With a socket or a handler that still runs. */
  get size(): number {
    return this.#live.size;
  }

  /** With a socket. */
  get openCount(): number {
    let open = 0;
    for (const { detached } of this.#live.values()) if (!detached) open += 1;
    return open;
  }

  /** What their program has sent and their clients leave no room for, about. */
  get unsentBytes(): number {
    let bytes = 0;
    for (const { unsentBytes } of this.#live.values()) bytes += unsentBytes;
    return bytes;
  }

  [Symbol.iterator](): Iterator<HandlerConnection> {
    return this.#live.values();
  }

  find(connection: number): HandlerConnection | undefined {
    return this.#live.get(connection) ?? this.#past.get(connection);
  }

  add(connection: HandlerConnection): void {
    this.#live.set(connection.connection, connection);
  }

  /** It is over. */
  retire(connection: HandlerConnection): void {
    this.#live.delete(connection.connection);
    this.#past.set(connection.connection, connection);
    const [oldest] = this.#past.keys();
    if (oldest !== undefined && this.#past.size > this.#maxPast) this.#past.delete(oldest);
  }

  clear(): void {
    this.#live.clear();
    this.#past.clear();
  }

  /** Lets them do what waits for an idle guest, in turns, so that a client that floods holds up no other. */
  takeTurns(isGuestBusy: () => boolean): void {
    const connections = [...this.#live.values()];
    const next = Math.max(
      0,
      connections.findIndex(({ connection }) => connection > this.#lastServed),
    );
    for (const connection of [...connections.slice(next), ...connections.slice(0, next)]) {
      connection.doPostponed();
      if (!isGuestBusy()) continue;
      this.#lastServed = connection.connection;
      return;
    }
  }
}

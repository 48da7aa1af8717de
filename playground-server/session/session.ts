import { FAULTS, fault, limitFault } from '#content/faults.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { LimitName, Limits } from '#limits';
import type { Diagnostic, Fault } from '#protocol/server-message.ts';
import type { TimelineEntry } from '#protocol/timeline-event.ts';
import type { Guest, GuestEnd, GuestMessage, Sandbox } from '../sandbox/sandbox.ts';
import type { ConnectionLink, ConnectionPeer } from './connection-link.ts';
import { HandlerConnection } from './handler-connection.ts';
import { HandlerConnections } from './handler-connections.ts';
import { Recorder } from './recorder.ts';

/** Told once `ready` or `rejected`; after `ready`, once `ended`. */
export interface SessionListener {
  ready(routes: string[]): void;
  rejected(fault: Fault, diagnostics: Diagnostic[]): void;
  ended(reason: Fault): void;
  /** The limit that ends the run if nothing else happens, each time it is another one. */
  deadline?(deadline: Deadline): void;
}

export interface Deadline {
  limit: 'idleMs' | 'keptOpenMs' | 'runMs';
  inMs: number;
}

export interface SessionOptions {
  id: string;
  code: string;
  profileName: ServerProfileName;
  sandbox: Sandbox;
  limits: Limits;
  /** False for a session whose timeline nobody reads. */
  keepsTimeline: boolean;
  listener: SessionListener;
  /** For the operator's log: the engine or its process failed. */
  onCrash: (detail: string) => void;
}

/**
 * One run: a guest, its connections and its timeline.
 *
 * A session ends once: by its owner (`stop`), by a deadline of its own, or with
 * its guest. Its clients are told why at once; `ended` follows when their
 * sockets and the guest are gone, so that the timeline holds how they were told
 * and what the program still said.
 */
export class Session {
  readonly id: string;
  readonly profileName: ServerProfileName;
  readonly recorder: Recorder;
  readonly #limits: Limits;
  readonly #listener: SessionListener;
  readonly #onCrash: (detail: string) => void;
  readonly #guest: Guest;
  readonly #connections: HandlerConnections;
  readonly #record: (entry: TimelineEntry) => void;
  #lastConnection = 0;
  #state: 'starting' | 'live' | 'ending' | 'ended' = 'starting';
  #endReason: Fault | undefined;
  #onSettled: (() => void) | undefined;
  #loadTimer: NodeJS.Timeout | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #idleLimit: 'idleMs' | 'keptOpenMs' = 'idleMs';
  #idleEndsAtMs: number | undefined;
  #runEndsAtMs = 0;
  #runTimer: NodeJS.Timeout | undefined;
  #endTimer: NodeJS.Timeout | undefined;
  #deadlineTimer: NodeJS.Timeout | undefined;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.profileName = options.profileName;
    this.#limits = options.limits;
    this.#connections = new HandlerConnections(options.limits.maxHandlersPerRun);
    this.#listener = options.listener;
    this.#onCrash = options.onCrash;
    this.recorder = new Recorder(options.limits, (limit) => this.#endByLimit(limit));
    this.#record = options.keepsTimeline ? (entry) => this.recorder.record(entry) : () => {};
    this.#guest = options.sandbox.start(options.code, {
      onLoading: () => this.#onGuestLoading(),
      onMessage: (message) => this.#onGuestMessage(message),
      onIdle: () => this.#onGuestIdle(),
      onEnd: (end) => this.#onGuestEnd(end),
    });
  }

  get live(): boolean {
    return this.#state === 'live';
  }

  /** It ends or has ended, and lets nobody in. */
  get over(): boolean {
    return this.#state === 'ending' || this.#state === 'ended';
  }

  /** Why one more client cannot be let in now; `undefined` when it can. */
  refusal(): Fault | undefined {
    if (this.#connections.openCount >= this.#limits.maxConnectionsPerRun)
      return limitFault('maxConnectionsPerRun', this.#limits.maxConnectionsPerRun);
    if (this.#connections.size >= this.#limits.maxHandlersPerRun)
      return limitFault('maxHandlersPerRun', this.#limits.maxHandlersPerRun);
    return undefined;
  }

  /** Lets a client in. The caller has asked `live` and `refusal`. */
  attach(peer: ConnectionPeer, client?: number): ConnectionLink {
    this.#lastConnection += 1;
    const connection = new HandlerConnection({
      connection: this.#lastConnection,
      client,
      peer,
      guest: this.#guest,
      record: this.#record,
      handshakeMs: this.#limits.handshakeMs,
      onHandshakeTimeout: (late) => this.#refuseLateHandshake(late),
      onChange: (changed) => this.#onConnectionChange(changed),
    });
    this.#connections.add(connection);
    this.#stopIdleTimer();
    return connection;
  }

  /** Cuts the connection of a page's own client. Does nothing when it has none. */
  cut(client: number): void {
    for (const connection of this.#connections)
      if (connection.client === client && !connection.detached) connection.peer.cut();
  }

  /** Waits longer for a client than a run that nobody has announced one for. */
  keepOpen(): void {
    if (this.#state !== 'live' || this.#idleLimit === 'keptOpenMs') return;
    this.#idleLimit = 'keptOpenMs';
    if (this.#connections.openCount === 0) this.#startIdleTimer();
  }

  /**
   * Does this once, when no handler computes and all that they did has been handed on; only the last of those who ask
   * meanwhile is told. Does nothing before `ready` and after the end.
   */
  whenSettled(action: () => void): void {
    if (this.#state !== 'live') return;
    this.#onSettled = action;
    this.#tellIfSettled();
  }

  /** Which limit ends the run, as things are. */
  deadline(): Deadline | undefined {
    if (this.#state !== 'live') return undefined;
    const nowMs = performance.now();
    const idleEndsAtMs = this.#idleEndsAtMs ?? Infinity;
    return idleEndsAtMs < this.#runEndsAtMs
      ? { limit: this.#idleLimit, inMs: Math.max(0, Math.round(idleEndsAtMs - nowMs)) }
      : { limit: 'runMs', inMs: Math.max(0, Math.round(this.#runEndsAtMs - nowMs)) };
  }

  stop(reason: Fault): void {
    this.#end(reason);
  }

  #onGuestLoading(): void {
    const { loadMs } = this.#limits;
    this.#loadTimer = setTimeout(() => this.stop(limitFault('loadMs', loadMs)), loadMs);
  }

  #onGuestMessage(message: GuestMessage): void {
    if (message.type === 'ready') return this.#onReady(message.routes);
    if (message.type === 'console' && this.#state !== 'ended') {
      const { type: kind, connection = 0, level, text, line } = message;
      this.#record({
        actor: 'handler',
        kind,
        connection,
        level,
        text,
        ...(line === undefined ? {} : { line }),
      });
      return;
    }
    if (this.#state !== 'live' || message.type === 'console') return;
    const connection = this.#connections.find(message.connection);
    if (connection !== undefined) {
      connection.onGuestMessage(message);
      if (connection.unsentBytes > 0) this.#boundUnsent();
    } else if (message.type === 'send') this.#refuseForgotten(message.call);
  }

  /** A program need not await what it sends, and its clients need not read. */
  #boundUnsent(): void {
    if (this.#connections.unsentBytes > this.#limits.maxUnsentBytes) this.#endByLimit('maxUnsentBytes');
  }

  /** Nobody remembers how that server answers on this connection, but a `send()` must never wait for ever. */
  #refuseForgotten(call: number): void {
    this.#guest.deliver({ type: 'refused', call, exception: { type: 'OSError', message: '', isOsError: true } });
  }

  #onGuestIdle(): void {
    this.#connections.takeTurns(() => this.#guest.busy);
    this.#tellIfSettled();
  }

  #tellIfSettled(): void {
    const action = this.#onSettled;
    if (action === undefined || this.#state !== 'live' || this.#guest.busy) return;
    this.#onSettled = undefined;
    this.recorder.flush();
    action();
  }

  #onReady(routes: string[]): void {
    if (this.#state !== 'starting') return;
    this.#state = 'live';
    clearTimeout(this.#loadTimer);
    const { runMs } = this.#limits;
    this.#runTimer = setTimeout(() => this.stop(limitFault('runMs', runMs)), runMs);
    this.#runEndsAtMs = performance.now() + runMs;
    this.#listener.ready(routes);
    this.#startIdleTimer();
  }

  #onGuestEnd(end: GuestEnd): void {
    if (end.kind === 'crashed') this.#onCrash(end.detail);
    if (this.#state === 'starting') return this.#reject(end);
    if (this.#state === 'ending') return this.#finishWhenAlone();
    if (end.kind === 'limit') return this.#endByLimit(end.limit as LimitName);
    this.#end(fault('sandbox-crashed'));
  }

  #reject(end: GuestEnd): void {
    this.#state = 'ended';
    clearTimeout(this.#loadTimer);
    if (end.kind === 'rejected') {
      const { exception, diagnostics, during } = end;
      const reason =
        exception === undefined
          ? fault('does-not-compile')
          : fault(during === 'lifespan' ? 'lifespan-failed' : 'failed-to-load', {
              exception: [exception.type, exception.message].filter(Boolean).join(': '),
            });
      this.#listener.rejected(reason, diagnostics);
    } else if (end.kind === 'limit') {
      const limit = end.limit as LimitName;
      this.#listener.rejected(limitFault(limit, this.#limits[limit]), []);
    } else {
      this.#listener.rejected(fault('sandbox-crashed'), []);
    }
  }

  #endByLimit(limit: LimitName): void {
    const reason = limitFault(limit, this.#limits[limit]);
    this.#record({
      actor: 'server',
      kind: 'limit',
      connection: 0,
      limit,
      title: reason.title,
      message: reason.message,
    });
    this.#end(reason);
  }

  #refuseLateHandshake(late: HandlerConnection): void {
    const reason = limitFault('handshakeMs', this.#limits.handshakeMs);
    this.#record({
      actor: 'server',
      kind: 'limit',
      connection: late.connection,
      limit: 'handshakeMs',
      title: reason.title,
      message: reason.message,
    });
    late.peer.runEnds(closeCode(reason), reason.title);
  }

  #end(reason: Fault): void {
    if (this.over) return;
    const wasStarting = this.#state === 'starting';
    this.#state = wasStarting ? 'ended' : 'ending';
    this.#endReason = reason;
    clearTimeout(this.#loadTimer);
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#runTimer);
    clearTimeout(this.#deadlineTimer);
    this.#guest.stop();
    if (wasStarting) {
      this.#listener.rejected(reason, []);
      return;
    }
    for (const connection of this.#connections) connection.runEnds(closeCode(reason), reason.title);
    this.#endTimer = setTimeout(() => this.#finish(), this.#limits.endGraceMs);
    this.#finishWhenAlone();
  }

  #onConnectionChange(changed: HandlerConnection): void {
    if (changed.over) this.#connections.retire(changed);
    if (this.#state === 'ending') this.#finishWhenAlone();
    else if (this.#connections.openCount === 0) this.#startIdleTimer();
  }

  #finishWhenAlone(): void {
    if (this.#guest.isShuttingDown !== true && this.#connections.openCount === 0) this.#finish();
  }

  #finish(): void {
    if (this.#state === 'ended' || this.#endReason === undefined) return;
    this.#state = 'ended';
    clearTimeout(this.#endTimer);
    this.#connections.clear();
    this.recorder.flush();
    this.#listener.ended(this.#endReason);
  }

  #startIdleTimer(): void {
    clearTimeout(this.#idleTimer);
    const limit = this.#idleLimit;
    const idleMs = this.#limits[limit];
    this.#idleTimer = setTimeout(() => this.stop(limitFault(limit, idleMs)), idleMs);
    this.#idleEndsAtMs = performance.now() + idleMs;
    this.#tellDeadline();
  }

  #stopIdleTimer(): void {
    if (this.#idleEndsAtMs === undefined) return;
    clearTimeout(this.#idleTimer);
    this.#idleEndsAtMs = undefined;
    this.#tellDeadline();
  }

  /** A client that comes and goes at once changes it twice, and costs nobody a message. */
  #tellDeadline(): void {
    this.#deadlineTimer ??= setTimeout(() => {
      this.#deadlineTimer = undefined;
      const deadline = this.deadline();
      if (deadline !== undefined) this.#listener.deadline?.(deadline);
    }, this.#limits.timelineBatchMs);
  }
}

/** What an open client reads in its Close frame when the run behind it ends: 1011 unless the fault says otherwise. */
function closeCode(reason: Fault): number {
  const entries: Record<string, { title: string; closeCode?: number } | undefined> = FAULTS;
  return entries[reason.name]?.closeCode ?? 1011;
}

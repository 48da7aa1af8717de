import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { RaisedException } from '#asgi/events.ts';
import type { ServerProfile } from '#asgi/server-profile.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import type { Limits } from '#limits';
import { LIMITS } from '#limits';
import { acceptUpgrade } from '#server/edge/guest-connection.ts';
import { takeHandshake, tapHandshake } from '#server/edge/wire-tap.ts';
import type { ScriptedApplication } from '#server/sandbox/noop/noop-sandbox.ts';
import { NoopSandbox } from '#server/sandbox/noop/noop-sandbox.ts';
import type { Guest, GuestMessage } from '#server/sandbox/sandbox.ts';
import type { ConnectionEntry, ConnectionLink, ConnectionPeer } from '#server/session/connection-link.ts';

export interface GuestEdgeOptions {
  server?: ServerProfileName;
  /** Parameters that a test makes small. */
  profile?: Partial<ServerProfile>;
  limits?: Partial<Limits>;
}

/** The guest's side of the edge on a real http server, with a scripted ASGI application behind it. */
export class GuestEdge implements AsyncDisposable {
  readonly port: number;
  /** What was recorded, for all connections, in order. */
  readonly entries: ConnectionEntry[] = [];
  readonly peers: ConnectionPeer[] = [];
  /** How many connections are gone. */
  detached = 0;
  readonly #server: Server;
  readonly #watchers = new Set<() => void>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async listen(application: ScriptedApplication, options: GuestEdgeOptions = {}): Promise<GuestEdge> {
    const server = createServer({ requireHostHeader: false });
    const profile = { ...serverProfiles[options.server ?? 'uvicorn'], ...options.profile };
    const limits = { ...LIMITS, ...options.limits };
    server.on('connection', (socket) => tapHandshake(socket, limits.maxHeaderBytes));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const edge = new GuestEdge(server, (server.address() as AddressInfo).port);
    const sandbox = new NoopSandbox({ application: () => application });
    const guest = sandbox.start('', {
      onMessage: (message) => edge.#fromGuest(message),
      onIdle: () => {},
      onEnd: () => {},
    });
    server.on('upgrade', (request, stream, head) => {
      const socket = stream as Socket;
      acceptUpgrade({
        request,
        socket,
        head,
        requestBytes: takeHandshake(socket, head),
        target: request.url ?? '/',
        profile,
        limits,
        attach: (peer) => edge.#attach(peer, guest),
      });
    });
    return edge;
  }

  url(path = '/'): string {
    return `ws://127.0.0.1:${this.port}${path}`;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#watchers.add(resolve));
  }

  logs(): string[] {
    return this.entries.flatMap((entry) => (entry.kind === 'server-log' ? [entry.text] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #fromGuest(message: GuestMessage): void {
    if (!('connection' in message) || message.connection === undefined) return;
    const peer = this.peers[message.connection - 1];
    if (message.type === 'receive') peer?.appReceives(message.call, message.line);
    else if (message.type === 'send') peer?.appSends(message.call, message.message, message.line);
    else if (message.type === 'abandon') peer?.appAbandons(message.call);
    else if (message.type === 'returned') peer?.appReturns(message.value);
    else if (message.type === 'raised') peer?.appRaises(message.exception);
  }

  #attach(peer: ConnectionPeer, guest: Guest): ConnectionLink {
    this.peers.push(peer);
    const connection = this.peers.length;
    return {
      connection,
      open: (scope, closeReturns) => guest.deliver({ type: 'open', connection, scope, closeReturns }),
      received: (call, message) => guest.deliver({ type: 'received', call, message }),
      sent: (call) => guest.deliver({ type: 'sent', call }),
      refused: (call, exception: RaisedException) => guest.deliver({ type: 'refused', call, exception }),
      whenIdle: (action) => action(),
      record: (entry) => {
        this.entries.push(entry);
        this.#notify();
      },
      detach: () => {
        this.detached += 1;
        this.#notify();
      },
    };
  }

  #notify(): void {
    for (const resolve of this.#watchers) resolve();
    this.#watchers.clear();
  }
}

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { serverProfiles } from '#asgi/server-profiles.ts';
import { FAULTS, fault, limitFault } from '#content/faults.ts';
import type { Limits } from '#limits';
import type { Fault } from '#protocol/server-message.ts';
import { addressKey } from '../rate-limit.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { EndpointSessions } from '../session/endpoint-sessions.ts';
import type { Runs } from '../session/runs.ts';
import type { Session } from '../session/session.ts';
import { isSameOrigin } from './allowed-hosts.ts';
import { acceptUpgrade } from './guest-connection.ts';
import { PlaygroundSocket } from './playground-socket.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { RoomDoors } from './room-doors.ts';
import { RoomPages } from './room-pages.ts';
import { RoomSocket } from './room-socket.ts';
import { upgradeGate } from './upgrade-gate.ts';
import { upgradeRoute, type UpgradeRoute } from './upgrade-route.ts';
import { takeHandshake } from './wire-tap.ts';

export interface UpgradesOptions {
  runs: Runs;
  endpoints: EndpointSessions;
  rooms: Rooms;
  limits: Limits;
  allowedHosts: ReadonlySet<string>;
  /** Where others on the network reach this server. */
  addresses: () => readonly string[];
}

/** A request to upgrade, with what the http server and the tap gave beside it. */
interface Upgrade {
  request: IncomingMessage;
  socket: Socket;
  head: Buffer;
  requestBytes: Buffer;
}

/** Takes over every socket that asks for an upgrade: to a socket of the site's own pages, a run, or one of the seed's endpoints. */
export class Upgrades {
  readonly #options: UpgradesOptions;
  readonly #control: WebSocketServer;
  readonly #doors: RoomDoors;
  readonly #pages: RoomPages<RoomSocket>;
  #guestSockets = 0;

  constructor(options: UpgradesOptions) {
    this.#options = options;
    this.#control = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: options.limits.maxControlMessageBytes,
    });
    this.#doors = new RoomDoors(options.limits, Date.now);
    this.#pages = new RoomPages(options.limits.maxRoomSockets);
  }

  /** Guest sockets that are open now. */
  get guestSockets(): number {
    return this.#guestSockets;
  }

  handle(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const { runs, limits, allowedHosts } = this.#options;
    const upgrade = { request, socket, head, requestBytes: takeHandshake(socket, head) };
    // Until a connection listens for itself, a reset would be nobody's error.
    socket.on('error', () => {});
    const [rawPath = '/'] = (request.url ?? '/').split('?', 1);
    const route = upgradeRoute(rawPath);
    const profileName = route.to === 'session' ? runs.session(route.sessionId)?.profileName : undefined;
    const refusal = upgradeGate(request, {
      limits,
      allowedHosts,
      profile: serverProfiles[profileName ?? 'uvicorn'],
    });
    if (refusal !== undefined) return refuseUpgrade(socket, refusal);
    if (route.to === 'control' || route.to === 'rooms') return this.#openOwnSocket(upgrade, route.to);
    if (route.to === 'session') return this.#dialSession(upgrade, route);
    void this.#dialEndpoint(upgrade, route.path);
  }

  closeControlSockets(): void {
    const { closeCode, title } = FAULTS['server-stopping'];
    for (const client of this.#control.clients) client.close(closeCode, title);
  }

  /** A socket for the site's own pages, and for programs, which could claim any origin. */
  #openOwnSocket(upgrade: Upgrade, to: 'control' | 'rooms'): void {
    const { request, socket, head } = upgrade;
    const { runs, rooms, limits, addresses } = this.#options;
    const { origin, host } = request.headers;
    if (!isSameOrigin(origin, host)) return refuse(socket, fault('wrong-origin', { origin: origin ?? '' }));
    const address = addressKey(socket.remoteAddress);
    this.#control.handleUpgrade(request, socket, head, (client) => {
      if (to === 'control') new PlaygroundSocket(client, runs, limits);
      else new RoomSocket(client, { rooms, doors: this.#doors, pages: this.#pages, limits, addresses, address });
    });
  }

  #dialSession(upgrade: Upgrade, route: Extract<UpgradeRoute, { to: 'session' }>): void {
    const session = this.#options.runs.session(route.sessionId);
    if (session === undefined || !session.live) return refuse(upgrade.socket, fault('session-not-found'));
    this.#dial(upgrade, session, route.path, route.client);
  }

  async #dialEndpoint(upgrade: Upgrade, path: string): Promise<void> {
    const { endpoints } = this.#options;
    const endpoint = endpoints.match(path);
    // Starlette's router answers an unknown path with a close before accept: 403 and nothing else.
    if (endpoint === undefined) return refuseUpgrade(upgrade.socket, { status: 403, text: '' });
    // Nobody listens yet, and a flowing socket without a listener loses what it reads.
    upgrade.socket.pause();
    const session = await endpoints.session(endpoint);
    if (session === undefined || !session.live) return refuse(upgrade.socket, fault('sandbox-crashed'));
    this.#dial(upgrade, session, path);
    upgrade.socket.resume();
  }

  #dial(upgrade: Upgrade, session: Session, path: string, client?: number): void {
    const { request, socket } = upgrade;
    const { limits } = this.#options;
    if (this.#guestSockets >= limits.maxConnections)
      return refuse(socket, limitFault('maxConnections', limits.maxConnections));
    const refusal = session.refusal();
    if (refusal !== undefined) return refuse(socket, refusal);
    this.#guestSockets += 1;
    socket.once('close', () => (this.#guestSockets -= 1));
    const query = request.url?.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    acceptUpgrade({
      ...upgrade,
      limits,
      target: `${path}${query}`,
      profile: serverProfiles[session.profileName],
      attach: (peer) => session.attach(peer, client),
    });
  }
}

/** Says a fault in HTTP, where there is no socket yet to say it on. */
function refuse(socket: Socket, reason: Fault): void {
  const entries: Record<string, { title: string; httpStatus?: number } | undefined> = FAULTS;
  refuseUpgrade(socket, {
    status: entries[reason.name]?.httpStatus ?? 503,
    text: `${reason.title}. ${reason.message}`,
  });
}

import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { Limits } from '#limits';
import { hostName } from './allowed-hosts.ts';
import { endWithAnswer } from './end-with-answer.ts';
import { findRoute, type Method, type Routes } from './routes.ts';
import type { RequestHandler } from './static-site.ts';

export interface HttpServerOptions {
  limits: Limits;
  log: Logger;
  allowedHosts: ReadonlySet<string>;
  site: RequestHandler;
  /** Asked before the site. */
  routes: Routes;
  /** Takes over the sockets of every request to upgrade. */
  upgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
  /** Sees each TCP connection before its first byte is parsed. */
  onConnection: (socket: Socket) => void;
}

/** The one listener of the product: pages, status routes, and every WebSocket. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #unanswered = new WeakSet<Socket>();
  #second: net.Server | undefined;

  constructor(options: HttpServerOptions) {
    this.#options = options;
    const { limits } = options;
    this.#server = createServer(
      {
        maxHeaderSize: limits.maxHeaderBytes,
        headersTimeout: limits.headersMs,
        requestTimeout: limits.headersMs * 2,
        connectionsCheckingInterval: 1_000,
        // HTTP/2 is offered beside the request, and may be declined by answering it.
        shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() !== 'h2c',
        // The upgrade gate answers for Host itself, with a sentence that says what is wrong.
        requireHostHeader: false,
      },
      (request, response) => {
        this.#unanswered.add(request.socket);
        response.once('finish', () => this.#unanswered.delete(request.socket));
        this.#answer(request, response).catch((error: unknown) => this.#onFailure(error, request, response));
      },
    );
    this.#server.maxConnections = limits.maxConnections;
    this.#server.setTimeout(limits.stalledMs);
    this.#server.on('connection', (socket) => this.#onConnection(socket));
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#onUpgrade(request, socket as Socket, head),
    );
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => answerUnparsable(error, socket as Socket));
  }

  /**
   * Listens, on both loopback addresses when the host is `localhost`, because
   * clients disagree about which of them the name means. Returns the port.
   *
   * @throws the listener's own error, such as EADDRINUSE
   */
  async listen(port: number, host: string): Promise<number> {
    this.#server.listen(port, host === 'localhost' ? '127.0.0.1' : host);
    await once(this.#server, 'listening');
    const bound = (this.#server.address() as AddressInfo).port;
    if (host === 'localhost') await this.#listenOnIpv6Loopback(bound);
    return bound;
  }

  /** Takes no more connections and resolves when those that are open have ended; those that have not by `stopMs` are cut. */
  async close(): Promise<void> {
    const closed = Promise.all([
      new Promise((resolve) => this.#server.close(resolve)),
      new Promise((resolve) => (this.#second === undefined ? resolve(undefined) : this.#second.close(resolve))),
    ]);
    this.#server.closeIdleConnections();
    const cut = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, this.#options.limits.stopMs);
    await closed;
    clearTimeout(cut);
  }

  async #listenOnIpv6Loopback(port: number): Promise<void> {
    const second = net.createServer({ allowHalfOpen: true }, (socket) => this.#server.emit('connection', socket));
    second.maxConnections = this.#options.limits.maxConnections;
    const listening = await new Promise<boolean>((resolve) => {
      second.once('error', () => resolve(false));
      second.listen(port, '::1', () => resolve(true));
    });
    // A machine without IPv6, or with the port taken there, still serves 127.0.0.1.
    if (listening) this.#second = second;
    else this.#options.log.warn({ port }, 'not listening on [::1]');
  }

  #onConnection(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    this.#options.onConnection(socket);
  }

  /** A request to upgrade that was sent before the answer to the one before it would share its socket with that answer. */
  #onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    if (this.#unanswered.has(socket)) socket.destroy();
    else this.#options.upgrade(request, socket, head);
  }

  #onFailure(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    // The client went away in the middle of its own request.
    if (request.errored !== null) return void response.destroy();
    this.#options.log.error({ err: error, url: request.url }, 'a request failed');
    if (response.headersSent) response.destroy();
    else sendText(response, 500, 'This server failed to answer. Its log says why.');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { allowedHosts, routes, site } = this.#options;
    const host = hostName(request.headers.host);
    if (host === undefined || !allowedHosts.has(host))
      return sendText(response, 421, `This server does not answer for the host "${request.headers.host ?? ''}".`);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const found = findRoute(routes, path);
    const allowed = Object.keys(found?.route ?? { GET: true });
    // Node leaves out the body of an answer to HEAD by itself.
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
    if (!allowed.includes(method)) {
      const methods = allowed.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]));
      response.setHeader('allow', methods.join(', '));
      return sendText(response, 405, `This address only answers ${methods.join(' and ')}.`);
    }
    if (found !== undefined) return found.route[method as Method]?.({ request, response, rest: found.rest });
    if (path === '/api/playground' || path === '/api/rooms') {
      response.setHeader('upgrade', 'websocket');
      return sendText(response, 426, 'This address speaks WebSocket. PROTOCOL.md says what.');
    }
    // A plain request to a WebSocket route: Starlette's router knows no HTTP route there.
    if (path.startsWith('/live/')) return sendText(response, 404, 'Not Found');
    site(request, response);
  }
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(`${text}\n`);
}

const PARSE_ERRORS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** The parser gave up, so there is no request to answer: the status line goes to the bare socket. */
function answerUnparsable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = PARSE_ERRORS[error.code ?? ''] ?? '400 Bad Request';
  endWithAnswer(socket, `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

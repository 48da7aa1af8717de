/**
 * One address for developing: pages from Astro's development server, which
 * reloads them when they change, and the playground from the real server,
 * started again when its code or the content changes.
 *
 * Both listen on free ports behind a proxy. So the server carries no code for
 * development, and each side restarts without the other noticing.
 */
import { type IncomingMessage, createServer, request as httpRequest } from 'node:http';
import { type Socket, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { dev } from 'astro';
import { RestartingServer } from './restarting-server.ts';

const port = Number(process.env['PORT'] ?? 8888);
const host = process.env['HOST'] ?? 'localhost';

/** What the playground server answers over plain HTTP; all other pages are Astro's. */
const SERVER_PATHS = /^\/(?:api\/|live\/|s\/|healthz$|metrics$)/;

const server = new RestartingServer(['playground-server', 'content']);
// At `info` it would print its own address, which is not the one to open.
const astro = await dev({ root: '.', logLevel: 'warn', server: { host: '127.0.0.1', port: 0 } });

async function portFor(request: IncomingMessage): Promise<number> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  // Vite's own socket says so in its subprotocol. Every other socket is the playground's, the seed's URLs included.
  const isServers =
    request.headers.upgrade === undefined
      ? SERVER_PATHS.test(path)
      : !request.headers['sec-websocket-protocol']?.startsWith('vite-');
  return isServers ? server.port() : astro.address.port;
}

const front = createServer(async (request, response) => {
  const upstream = httpRequest({
    host: '127.0.0.1',
    port: await portFor(request),
    method: request.method,
    path: request.url,
    headers: request.headers,
  });
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
    answer.pipe(response);
  });
  upstream.on('error', (error) => {
    if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
    response.end(`${error.message}\n`);
  });
  request.pipe(upstream);
});

/** Passes the bytes of both directions on as they are: the timeline shows bytes. */
front.on('upgrade', async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
  const upstream: Socket = connect({ host: '127.0.0.1', port: await portFor(request), allowHalfOpen: true });
  upstream.write(requestHead(request));
  upstream.write(head);
  socket.pipe(upstream).pipe(socket);
  socket.on('error', () => upstream.resetAndDestroy());
  upstream.on('error', () => socket.destroy());
});

function requestHead({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let index = 0; index < rawHeaders.length; index += 2)
    head += `${rawHeaders[index]}: ${rawHeaders[index + 1]}\r\n`;
  return `${head}\r\n`;
}

front.on('error', (error: NodeJS.ErrnoException) => {
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken; choose another with PORT.` : error.message);
  void stop(1);
});
front.listen(port, host, () => {
  const address = front.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  console.log(`\nSite and playground, reloading on change: http://${host}:${bound}\n`);
});

async function stop(exitCode: number): Promise<void> {
  front.close();
  await Promise.all([server.close(), astro.stop()]);
  process.exit(exitCode);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(0));

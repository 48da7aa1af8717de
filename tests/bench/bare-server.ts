/**
 * What the playground is compared with: the same two round trips on `ws` and
 * nothing else. `/control` echoes; every other path accepts and closes at once.
 *
 * A program of its own, as the real server is. Prints its port.
 */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket, request) => {
  if (request.url === '/control') socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  else socket.close(4000, 'Invalid project name');
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`);
});

import type { IncomingMessage } from 'node:http';
import type { AsgiHeader, AsgiScope } from '#asgi/events.ts';
import { withForwarded } from '#asgi/forwarded.ts';
import type { ServerProfile } from '#asgi/server-profile.ts';

/** The scope of a connection as the profile's server makes it of a request to `target`. */
export function guestScope(request: IncomingMessage, target: string, profile: ServerProfile): AsgiScope {
  const [rawPath = '/', ...query] = target.split('?');
  const { socket } = request;
  const { specVersion, denialResponse } = profile.scope;
  const scope: AsgiScope = {
    type: 'websocket',
    asgi: { version: '3.0', ...(specVersion !== null && { spec_version: specVersion }) },
    http_version: '1.1',
    scheme: 'ws',
    server: address(socket.localAddress, socket.localPort),
    client: address(socket.remoteAddress, socket.remotePort),
    root_path: '',
    path: percentDecode(rawPath),
    raw_path: rawPath,
    query_string: query.join('?'),
    headers: lowerCaseHeaders(request.rawHeaders),
    subprotocols: offeredSubprotocols(request.rawHeaders),
    ...(denialResponse && { extensions: { 'websocket.http.response': {} } }),
  };
  return withForwarded(scope, profile.scope.forwarded);
}

/** Python's `unquote`: bytes that are no UTF-8 become U+FFFD. */
function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  const latin1 = text.replace(/%([\da-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new TextDecoder().decode(Buffer.from(latin1, 'latin1'));
}

export function headerPairs(rawHeaders: readonly string[]): AsgiHeader[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[index * 2] ?? '',
    rawHeaders[index * 2 + 1] ?? '',
  ]);
}

function lowerCaseHeaders(rawHeaders: readonly string[]): AsgiHeader[] {
  return headerPairs(rawHeaders).map(([name, value]) => [name.toLowerCase(), value]);
}

function offeredSubprotocols(rawHeaders: readonly string[]): string[] {
  return headerPairs(rawHeaders)
    .filter(([name]) => name.toLowerCase() === 'sec-websocket-protocol')
    .flatMap(([, value]) => value.split(',').map((token) => token.trim()));
}

/** Node gives an IPv4 client of a dual-stack listener as an IPv6 address; Python's servers do not. */
function address(host: string | undefined, port: number | undefined): [string, number] | null {
  if (host === undefined || port === undefined) return null;
  return [host.replace(/^::ffff:(?=\d+\.)/, ''), port];
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { FAULTS, fault, quantity } from '#content/faults.ts';
import type { Fault } from '#protocol/server-message.ts';
import { isSameOrigin } from './allowed-hosts.ts';

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(value));
}

/** Says a fault with the status that it has in `content/faults.ts`, as `{ fault, retryAfterMs }`. */
export function sendFault(response: ServerResponse, reason: Fault, retryAfterMs?: number): void {
  const entries: Record<string, { title: string; httpStatus?: number } | undefined> = FAULTS;
  const headers = retryAfterMs === undefined ? undefined : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
  const body = { fault: reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  sendJson(response, entries[reason.name]?.httpStatus ?? 500, body, headers);
}

/**
 * Why a request that would write is refused before its body is read: only a
 * page of this server may write, and a form of another site can send neither
 * this type nor hide its origin.
 */
export function refusalOfWrite({ headers }: IncomingMessage): Fault | undefined {
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined || site === 'same-origin' || site === 'none';
  if (!isOurs || !isSameOrigin(headers.origin, headers.host)) return fault('not-the-page');
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase() === 'application/json' ? undefined : fault('not-json-request');
}

/** The body as text; a fault when it is longer than `maxBytes`, of which no more is read. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | Fault> {
  const tooLarge = (): Fault => fault('snippet-too-large', { limit: quantity('maxSnippetBytes', maxBytes) });
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  // To end the request would end the socket that the answer goes to.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) return tooLarge();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

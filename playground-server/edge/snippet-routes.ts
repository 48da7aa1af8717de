import { fault, quantity } from '#content/faults.ts';
import type { Limits } from '#limits';
import { parseSnippet, SNIPPET_ID } from '#protocol/snippet.ts';
import { addressKey, RateLimit } from '../rate-limit.ts';
import type { SnippetStore } from '../snippets/snippet-store.ts';
import { readBody, refusalOfWrite, sendFault, sendJson } from './json-http.ts';
import type { Exchange, Routes } from './routes.ts';

/** It never changes. `noindex`, because a link is for whom it was sent to. */
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable', 'x-robots-tag': 'noindex' };

/** Stores links and gives them back, as PROTOCOL.md says. No cookie is read or set. */
export function snippetRoutes(store: SnippetStore, limits: Limits): Routes {
  const maxKeys = limits.maxRateAddresses;
  const rate = (burst: number, perMinute: number): RateLimit =>
    new RateLimit({ burst, perMinute, maxKeys }, () => performance.now());
  const writes = rate(limits.snippetsBurst, limits.snippetsPerMinute);
  const reads = rate(limits.snippetReadsPerMinute, limits.snippetReadsPerMinute);

  const write = async ({ request, response }: Exchange): Promise<void> => {
    const refused = refusalOfWrite(request);
    if (refused !== undefined) return sendFault(response, refused);
    const taken = writes.take(addressKey(request.socket.remoteAddress));
    if (!taken.ok) return sendFault(response, fault('too-many-snippets'), taken.retryAfterMs);
    const body = await readBody(request, limits.maxSnippetBytes);
    if (typeof body !== 'string') {
      // The rest of the body is not read, so the connection cannot be used again.
      response.setHeader('connection', 'close');
      return sendFault(response, body);
    }
    const parsed = parseSnippet(body, limits);
    if (!parsed.ok) return sendFault(response, fault('snippet-not-valid', { problem: parsed.problem }));
    const id = await store.keep(JSON.stringify(parsed.snippet), Date.now());
    if (id === undefined) {
      const limit = quantity('maxStoredSnippetBytes', limits.maxStoredSnippetBytes);
      return sendFault(response, fault('snippets-full', { limit }));
    }
    sendJson(response, 201, { id }, { location: `/api/snippets/${id}` });
  };

  const read = async ({ request, response, rest }: Exchange): Promise<void> => {
    const taken = reads.take(addressKey(request.socket.remoteAddress));
    const limit = limits.snippetReadsPerMinute;
    if (!taken.ok) return sendFault(response, fault('too-many-reads', { limit }), taken.retryAfterMs);
    const text = SNIPPET_ID.test(rest) ? await store.read(rest) : undefined;
    if (text === undefined) return sendFault(response, fault('snippet-not-found'));
    sendJson(response, 200, JSON.parse(text), FOR_EVER);
  };

  /** The link that people send. The page fetches the snippet, so a link never runs anything by itself. */
  const open = ({ response, rest }: Exchange): void => {
    const location = SNIPPET_ID.test(rest) ? `/playground/?snippet=${rest}` : '/playground/?snippet=unknown';
    response.writeHead(302, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    response.end();
  };

  return { '/api/snippets': { POST: write }, '/api/snippets/*': { GET: read }, '/s/*': { GET: open } };
}

import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { fileHeaders, pageHeaders } from './security-headers.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** The folder holds no built site. */
export class MissingBuildError extends Error {}

/** Names that a build gives to files by their content, so that a browser may keep them for ever. */
const HASHED = /^\/_astro\//;
/** Scripts, styles and the search index: what nobody opens by itself. */
const LOADED_BY_A_PAGE = /^\/(_astro|pagefind)\//;

/**
 * Serves the built site.
 *
 * @throws MissingBuildError when the site has not been built
 */
export function staticSite(folder: string): RequestHandler {
  const notFoundPage = join(folder, '404.html');
  if (!existsSync(notFoundPage)) {
    throw new MissingBuildError(`There is no built site in ${folder}. Run "npm run build" first.`);
  }
  const headersOfPages = pageHeaders(inlineScriptHashes(folder));
  const notFound = readFileSync(notFoundPage);
  const files = sirv(folder, {
    // Looks at the disk for each request: a list made at start would name files
    // that a new build has replaced, and opening one of those ends the process.
    dev: true,
    gzip: true,
    brotli: true,
    etag: true,
    setHeaders: (response, path) => {
      const headers = LOADED_BY_A_PAGE.test(path) ? fileHeaders : headersOfPages;
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      // sirv names the characters of pages only.
      if (path.endsWith('.txt')) response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response) => {
    // Nothing here is worth resuming, and sirv throws on a range that ends before it begins.
    delete request.headers.range;
    // sirv has looked at the file, and opens it later: by then it may be gone, or no descriptor be left.
    response.once('pipe', (file) => file.once('error', () => response.destroy()));
    files(request, response, () => {
      response.writeHead(404, {
        ...headersOfPages,
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      });
      response.end(request.method === 'HEAD' ? undefined : notFound);
    });
  };
}

/** The build lists what its pages run inline: `["sha256-…"]`. */
function inlineScriptHashes(folder: string): string[] {
  const list = join(folder, 'csp.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as string[]) : [];
}

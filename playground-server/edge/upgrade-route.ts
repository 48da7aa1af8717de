/** Where a request to upgrade leads. `path` is what the handler sees, still percent-encoded. */
export type UpgradeRoute =
  | { to: 'control' }
  | { to: 'rooms' }
  /** `client` is the number that a page has put on one of its own. */
  | { to: 'session'; sessionId: string; client: number | undefined; path: string }
  | { to: 'endpoint'; path: string };

/** A session id has no tilde. */
const LIVE = /^\/live\/([^/~]+)(?:~([1-9]\d{0,3}))?(\/.*)?$/;

/**
 * Everything that is neither a socket of the site's own pages nor a run is left to the
 * server's own endpoints, which answer an unknown path as FastAPI does.
 */
export function upgradeRoute(rawPath: string): UpgradeRoute {
  if (rawPath === '/api/playground') return { to: 'control' };
  if (rawPath === '/api/rooms') return { to: 'rooms' };
  const live = LIVE.exec(rawPath);
  if (live?.[1] !== undefined) {
    const [, sessionId, client, path = '/'] = live;
    return { to: 'session', sessionId, client: client === undefined ? undefined : Number(client), path };
  }
  return { to: 'endpoint', path: rawPath };
}

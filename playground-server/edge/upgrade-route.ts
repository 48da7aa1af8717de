/** Where a request to upgrade leads. `path` is what the handler sees, still percent-encoded. */
export type UpgradeRoute =
  | { to: 'control' }
  | { to: 'rooms' }
  | { to: 'session'; sessionId: string; path: string }
  | { to: 'endpoint'; path: string };

const LIVE = /^\/live\/([^/]+)(\/.*)?$/;

/**
 * Everything that is neither a socket of the site's own pages nor a run is left to the
 * server's own endpoints, which answer an unknown path as FastAPI does.
 */
export function upgradeRoute(rawPath: string): UpgradeRoute {
  if (rawPath === '/api/playground') return { to: 'control' };
  if (rawPath === '/api/rooms') return { to: 'rooms' };
  const live = LIVE.exec(rawPath);
  if (live?.[1] !== undefined) return { to: 'session', sessionId: live[1], path: live[2] ?? '/' };
  return { to: 'endpoint', path: rawPath };
}

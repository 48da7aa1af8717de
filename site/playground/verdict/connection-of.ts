import { connectionNames } from '../client/client-names.ts';
import type { Run } from '../run-state.ts';
import { clientsByConnection } from '../timeline/causes.ts';
import type { RecordedConnection } from './connection-facts.ts';

/** What belongs to one client of the page, for the verdict and the facts beside it. */
export function connectionOf(run: Run, client: number): RecordedConnection {
  const clients = clientsByConnection(run.browser, run.server);
  const browser = run.browser.filter((event) => event.client === client);
  const dialled = browser.find((event) => event.kind === 'new-websocket');
  return {
    browser,
    server: run.server.filter(({ connection }) => connection === 0 || clients.get(connection) === client),
    path: dialled?.path.split('?')[0] ?? '',
    routes: run.routes,
    ended: run.at.phase === 'ended' ? run.at.reason : undefined,
  };
}

/** What belongs to a connection that no client of the page has made: there is the wire, and nobody to ask. */
export function outsideConnectionOf(run: Run, connection: number): RecordedConnection {
  const server = run.server.filter((event) => event.connection === 0 || event.connection === connection);
  const request = server.find((event) => event.kind === 'upgrade-request');
  return {
    browser: [],
    server,
    path: request?.target.replace(/^\/live\/[^/?]+/, '').split('?')[0] ?? '',
    routes: run.routes,
    ended: run.at.phase === 'ended' ? run.at.reason : undefined,
    outside: connectionNames(run).get(connection) ?? 'another client',
  };
}

/** Connections of clients that are not the page's, in the order in which they came. */
export function outsideConnections(run: Pick<Run, 'browser' | 'server'>): number[] {
  const clients = clientsByConnection(run.browser, run.server);
  return run.server
    .filter(({ kind, connection }) => kind === 'upgrade-request' && !clients.has(connection))
    .map(({ connection }) => connection);
}

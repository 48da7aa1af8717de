import type { Run } from '../run-state.ts';
import { clientsByConnection } from '../timeline/causes.ts';
import type { RecordedConnection } from './verdict.ts';

/** What belongs to one client of a run, for the verdict and the two columns. */
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

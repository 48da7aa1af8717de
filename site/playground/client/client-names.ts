import { clientsByConnection } from '../timeline/causes.ts';
import type { Run } from '../run-state.ts';

const MAX_NAME = 40;
/** A browser that is not this page says no more of itself; a page in it may be told as little as this one. */
export const ANOTHER_BROWSER = 'another browser';

/** What a run must hold for its clients to be named. */
export type NamedRun = Pick<Run, 'browser' | 'server' | 'clientNames'>;

/** What a client of the page is called, by its number from 1. */
export function ownClientName({ clientNames }: Pick<Run, 'clientNames'>, client: number): string {
  return clientNames?.[client] ?? `Client ${client}`;
}

/**
 * Who is at the other end of each connection of a run: "Client 2" of the page,
 * what a visitor's own client calls itself, or "another client". A User-Agent
 * is what its sender says, and may be anything.
 */
export function connectionNames(run: NamedRun): Map<number, string> {
  const own = clientsByConnection(run.browser, run.server);
  const names = new Map<number, string>();
  const times = new Map<string, number>();
  for (const event of run.server) {
    if (event.kind !== 'upgrade-request') continue;
    const client = own.get(event.connection);
    const name = client === undefined ? numbered(nameOf(event.headers), times) : ownClientName(run, client);
    names.set(event.connection, name);
  }
  return names;
}

/** Two of one name are told apart: "curl/8.14.1", "curl/8.14.1 #2". */
function numbered(name: string, times: Map<string, number>): string {
  const nth = (times.get(name) ?? 0) + 1;
  times.set(name, nth);
  return nth === 1 ? name : `${name} #${nth}`;
}

function nameOf(headers: readonly (readonly [string, string])[]): string {
  const agent = headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1].trim() ?? '';
  // The page's own clients have these names, and nobody else.
  if (agent === '' || /^client\b/i.test(agent)) return 'another client';
  if (agent.startsWith('Mozilla/')) return ANOTHER_BROWSER;
  // "Python/3.13 websockets/15.0.1": the last product is the library, the first the language it is written in.
  const products = agent.split(/\s+/).filter((part) => /^[\w.-]+\/[\w.+-]+$/.test(part));
  const name = (products.at(-1) ?? agent).replaceAll(/[^\x20-\x7e]/g, '?');
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name;
}

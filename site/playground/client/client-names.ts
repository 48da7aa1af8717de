import { clientsByConnection } from '../timeline/causes.ts';
import type { Run } from '../run-state.ts';

const MAX_NAME = 40;

/**
 * Who is at the other end of each connection of a run: "Client 2" of the page,
 * what a visitor's own client calls itself, or "another client". A User-Agent
 * is what its sender says, and may be anything.
 */
export function clientNames({ browser, server }: Pick<Run, 'browser' | 'server'>): Map<number, string> {
  const own = clientsByConnection(browser, server);
  const names = new Map<number, string>();
  for (const event of server) {
    if (event.kind !== 'upgrade-request') continue;
    const client = own.get(event.connection);
    names.set(event.connection, client === undefined ? nameOf(event.headers) : `Client ${client}`);
  }
  return names;
}

function nameOf(headers: readonly (readonly [string, string])[]): string {
  const agent = headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1].trim() ?? '';
  if (agent === '') return 'another client';
  if (agent.startsWith('Mozilla/')) return 'another browser';
  // "Python/3.13 websockets/15.0.1": the last product is the library, the first the language it is written in.
  const products = agent.split(/\s+/).filter((part) => /^[\w.-]+\/[\w.+-]+$/.test(part));
  const name = (products.at(-1) ?? agent).replaceAll(/[^\x20-\x7e]/g, '?');
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name;
}

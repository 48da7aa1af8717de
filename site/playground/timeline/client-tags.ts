import type { Run } from '../run-state.ts';
import { clientsByConnection } from './causes.ts';
import type { TimelineRow } from './timeline-state.ts';

/** What tells the clients of a run apart: a word, and the shape of their marks. */
export interface ClientTag {
  word: string;
  shape: ClientShape;
}

export const CLIENT_SHAPES = ['circle', 'square', 'triangle', 'diamond', 'bar', 'ring'] as const;
export type ClientShape = (typeof CLIENT_SHAPES)[number];

/** Undefined for a row of the run itself, and for every row when there is one client only. */
export type TagOf = (row: TimelineRow) => ClientTag | undefined;

/** The page's clients by number, then those from outside in the order in which they came. */
export function clientTags(run: Pick<Run, 'browser' | 'server'>): TagOf {
  const clients = clientsByConnection(run.browser, run.server);
  const own = new Map<number, ClientTag>();
  for (const { client } of run.browser)
    if (!own.has(client)) own.set(client, { word: `client ${client}`, shape: shapeOf(client - 1) });
  const outside = new Map<number, ClientTag>();
  for (const event of run.server) {
    if (event.kind !== 'upgrade-request' || clients.has(event.connection)) continue;
    outside.set(event.connection, { word: outsideName(event.headers), shape: 'ring' });
  }
  if (own.size + outside.size < 2) return () => undefined;
  return ({ client, entry }) => {
    if (client !== undefined) return own.get(client);
    return entry.from === 'server' ? outside.get(entry.event.connection) : undefined;
  };
}

function shapeOf(index: number): ClientShape {
  return CLIENT_SHAPES[index % (CLIENT_SHAPES.length - 1)] ?? 'circle';
}

const MAX_NAME_CHARACTERS = 24;

/** What a client from outside calls itself, such as `curl/8.14.1`; hostile text, so it is cut. */
export function outsideName(headers: readonly (readonly [string, string])[]): string {
  const agent = headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? '';
  const [product = ''] = agent.trim().split(' ');
  if (product === '') return 'another client';
  if (product.startsWith('Mozilla/')) return 'another browser';
  return product.length > MAX_NAME_CHARACTERS ? `${product.slice(0, MAX_NAME_CHARACTERS)}…` : product;
}

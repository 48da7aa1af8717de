import { connectionNames, type NamedRun, ownClientName } from '../client/client-names.ts';
import { outsideConnections } from '../verdict/connection-of.ts';
import type { TimelineRow } from './timeline-state.ts';

/** What tells the clients of a run apart: a name, and the shape of their marks. */
export interface ClientTag {
  name: string;
  shape: ClientShape;
}

export const CLIENT_SHAPES = ['circle', 'square', 'triangle', 'diamond', 'bar', 'ring'] as const;
export type ClientShape = (typeof CLIENT_SHAPES)[number];

/** Undefined for a row of the run itself, and for every row when the page's one client is alone. */
export type TagOf = (row: TimelineRow) => ClientTag | undefined;

/** The page's clients by number; those from outside share a shape, and each has its name. */
export function clientTags(run: NamedRun): TagOf {
  const names = connectionNames(run);
  const own = new Set(run.browser.map(({ client }) => client));
  if (own.size < 2 && outsideConnections(run).length === 0) return () => undefined;
  return ({ client, entry }) => {
    if (client !== undefined) return { name: ownClientName(run, client), shape: shapeOf(client - 1) };
    const name = entry.from === 'server' ? names.get(entry.event.connection) : undefined;
    return name === undefined ? undefined : { name, shape: 'ring' };
  };
}

function shapeOf(index: number): ClientShape {
  return CLIENT_SHAPES[index % (CLIENT_SHAPES.length - 1)] ?? 'circle';
}

import type { IncomingMessage, ServerResponse } from 'node:http';

export type Method = 'GET' | 'POST';

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** What stands for the `*` of the route; empty in a route without one. */
  rest: string;
}

export type Route = Partial<Record<Method, (exchange: Exchange) => void | Promise<void>>>;

/** By path. A `*` at the end stands for one segment that is not empty. */
export type Routes = Readonly<Record<string, Route>>;

export function findRoute(routes: Routes, path: string): { route: Route; rest: string } | undefined {
  const at = path.lastIndexOf('/') + 1;
  const rest = path.slice(at);
  const wildcard = `${path.slice(0, at)}*`;
  const [name, asked] = Object.hasOwn(routes, path) && rest !== '*' ? [path, ''] : [wildcard, rest];
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  return route === undefined || (name === wildcard && rest === '') ? undefined : { route, rest: asked };
}

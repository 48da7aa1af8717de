/** `{name}` or `{name:type}`, as Starlette writes a path parameter. */
const PARAMETER = /\{(\w+)(?::(\w+))?\}/g;

/** True when a percent-encoded path is one that the route template answers. */
export function matchesRoute(path: string, template: string): boolean {
  const pattern = template
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(PARAMETER, (_, _name, type) => (type === 'path' ? '.*' : '[^/]+'));
  return new RegExp(`^${pattern}$`).test(path);
}

/**
 * A path for a route template: each parameter takes the segment that stands at
 * the same place in `example`, or its own name.
 */
export function fillRoute(template: string, example: string): string {
  const segments = example.split('/');
  return template
    .split('/')
    .map((segment, index) =>
      segment.replaceAll(PARAMETER, (_, name: string) => (segments[index] ? segments[index] : name)),
    )
    .join('/');
}

/** The path to dial: what the visitor wrote, or else the handler's first route. */
export function pathToDial(written: string, routes: readonly string[], example: string): string {
  const path = written.trim();
  if (path !== '') return path.startsWith('/') ? path : `/${path}`;
  const [first] = routes;
  return first === undefined ? '/' : fillRoute(first, example);
}

export function withQuery(path: string, query: string): string {
  const bare = query.trim().replace(/^\?/, '');
  return bare === '' ? path : `${path}?${bare}`;
}

/** `http://host` becomes `ws://host`, `https` becomes `wss`. */
export function webSocketOrigin(origin: string): string {
  return origin.replace(/^http/, 'ws');
}

import type { AsgiScope } from '#asgi/events.ts';

/** Fills in what a line of the server's log says about the connection. */
export function logLine(text: string, scope: AsgiScope, now: Date): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) =>
    Object.hasOwn(VALUES, name) ? VALUES[name as keyof typeof VALUES](scope, now) : mark,
  );
}

const VALUES = {
  host: ({ client }: AsgiScope) => client?.[0] ?? '',
  port: ({ client }: AsgiScope) => `${client?.[1] ?? 0}`,
  client: ({ client }: AsgiScope) => (client ?? ['', 0]).join(':'),
  path: ({ path }: AsgiScope) => quotePath(path),
  target: ({ path, query_string: query }: AsgiScope) => quotePath(path) + (query === '' ? '' : `?${query}`),
  date: (_scope: AsgiScope, now: Date) => accessDate(now),
};

/** Python's `quote`, which uvicorn's log applies to the decoded path. */
function quotePath(path: string): string {
  const escape = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()).replace(/[!'()*]/g, escape))
    .join('/');
}

/** `23/Nov/2026:02:33:18`, in UTC. */
function accessDate(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(/,? /);
  return `${day}/${month}/${year}:${time}`;
}

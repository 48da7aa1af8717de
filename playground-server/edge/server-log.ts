import type { AsgiScope } from '#asgi/events.ts';

/** Fills in what a line of the server's log says about the connection. */
export function logLine(text: string, scope: AsgiScope, now: Date): string {
  const [host, port] = scope.client ?? ['', 0];
  const path = quotePath(scope.path);
  const values: Record<string, string> = {
    host,
    port: String(port),
    client: `${host}:${port}`,
    path,
    target: scope.query_string === '' ? path : `${path}?${scope.query_string}`,
    date: accessDate(now),
  };
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);
}

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

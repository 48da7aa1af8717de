import { isIP } from 'node:net';

/** Names under which a local client reaches a local server. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Listens on every address of the machine, and is none itself. */
export function isWildcard(listenHost: string): boolean {
  return listenHost === '0.0.0.0' || listenHost === '::';
}

/**
 * The Host names that the server answers to. Any other is refused with 421: a
 * page of another site whose name was re-pointed to this address (DNS
 * rebinding) still sends its own name.
 *
 * A wildcard address has no name of its own; its names come from `extra`.
 */
export function allowedHosts(listenHost: string, extra: readonly string[]): ReadonlySet<string> {
  const own = isIP(listenHost) === 6 ? `[${listenHost}]` : listenHost.toLowerCase();
  return new Set([...LOOPBACK_NAMES, ...(isWildcard(listenHost) ? [] : [own]), ...extra]);
}

/** The name in a Host header, without its port; `undefined` when it is not a valid one. */
export function hostName(header: string | undefined): string | undefined {
  const match = /^(\[[\da-fA-F:.]+\]|[\w.-]+)(?::\d{1,5})?$/.exec(header ?? '');
  return match?.[1]?.toLowerCase();
}

/**
 * Whether a page of this origin may use the control socket. Browsers always
 * send an Origin and never let a page choose it, so a request without one
 * comes from a program, which could claim any.
 */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  const url = URL.parse(origin);
  return url !== null && host !== undefined && url.host === host.toLowerCase();
}

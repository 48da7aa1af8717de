import type { Isolation } from './sandbox/isolation/isolation.ts';
import type { Containment } from './sandbox/python/python-command.ts';

/** What was seen to hold on this machine. */
export interface Walls {
  isolation: Pick<Isolation, 'level' | 'summary'>;
  /** Left out where Python is off. */
  pythonContainment?: Containment;
}

/** Deno alone is a wall of one program; its maintainers ask for a second one around code of strangers. */
const WEAK_CONTAINMENT: Containment = 'deno';

/**
 * Why the server must not listen on an address: code of strangers runs here, so
 * an address that strangers reach needs sandboxes that were seen to hold, one
 * for each language that is on.
 */
export function refusalOfAddress(host: string, { isolation, pythonContainment }: Walls): string | undefined {
  if (isLoopback(host)) return undefined;
  if (isolation.level === 'L0') {
    return `Isolation is only L0 (${isolation.summary}), so ${host} is refused: install bubblewrap, or listen on localhost.`;
  }
  if (pythonContainment === WEAK_CONTAINMENT) {
    return `Only Deno contains Python, so ${host} is refused: install bubblewrap, turn Python off with --python-image none, or listen on localhost.`;
  }
  return undefined;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

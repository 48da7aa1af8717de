// Runs in the browser and on the server. No DOM, no node: imports.
import type { AsgiScope } from './events.ts';
import type { ServerProfile } from './server-profile.ts';

/** The one address whose headers uvicorn believes unless `--forwarded-allow-ips` says otherwise. */
const TRUSTED = '127.0.0.1';
const SCHEMES: Readonly<Record<string, AsgiScope['scheme']>> = { http: 'ws', ws: 'ws', https: 'wss', wss: 'wss' };

type Forwarded = ServerProfile['scope']['forwarded'];
type Address = [host: string, port: number];

/** A scope as uvicorn's `ProxyHeadersMiddleware` leaves it: who speaks from loopback may be a proxy, and is believed. */
export function withForwarded(scope: AsgiScope, forwarded: Forwarded): AsgiScope {
  if (forwarded === 'ignored' || scope.client?.[0] !== TRUSTED) return scope;
  const values = (wanted: string) => scope.headers.filter(([name]) => name === wanted).map(([, value]) => value);
  const scheme = values('x-forwarded-proto').at(-1)?.trim() ?? '';
  const named = values('x-forwarded-for');
  const list = forwarded === 'last-header' ? named.slice(-1) : named;
  const client = list.length === 0 ? undefined : clientOf(list.join(', '), forwarded);
  return {
    ...scope,
    ...(Object.hasOwn(SCHEMES, scheme) && { scheme: SCHEMES[scheme] ?? scope.scheme }),
    // An empty header names nobody.
    ...(client !== undefined && client[0] !== '' && { client }),
  };
}

/** Each proxy appends whom it heard from, so the last one that is no proxy is the client. */
function clientOf(list: string, forwarded: Forwarded): Address {
  const parse = forwarded === 'last-header' ? (text: string): Address => [text, 0] : hostAndPort;
  const addresses = list.split(',').map((item) => parse(item.trim()));
  return addresses.findLast(([host]) => host !== TRUSTED) ?? addresses[0] ?? ['', 0];
}

/** `1.2.3.4:5`, `[::1]:5`, or a host alone; what is none of them is a host as it stands. */
function hostAndPort(text: string): Address {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed !== null) return [bracketed[1] ?? '', port(bracketed[2]) ?? 0];
  const [host = '', after, ...more] = text.split(':');
  const found = more.length === 0 && !text.startsWith('[') ? port(after) : undefined;
  return found === undefined ? [text, 0] : [host, found];
}

function port(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined;
}

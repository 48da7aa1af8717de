import type { NetworkInterfaceInfo } from 'node:os';
import { isWildcard } from './edge/allowed-hosts.ts';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Bridges and tunnels of this machine: real addresses, but nobody else on the network has a way to them. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|utun|wg|tailscale|zt)/;

/**
 * The addresses by which others on the network reach a server that listens on
 * `host`: the likeliest first. IPv4 only, because these are typed by people.
 */
export function lanAddresses(host: string, interfaces: Interfaces): string[] {
  const own = Object.entries(interfaces).flatMap(([name, infos]) =>
    (infos ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ name, address })),
  );
  if (!isWildcard(host)) return own.filter(({ address }) => address === host).map(({ address }) => address);
  const rank = ({ name, address }: { name: string; address: string }): number =>
    (VIRTUAL.test(name) ? 2 : 0) + (isPrivate(address) ? 0 : 1);
  return own.toSorted((a, b) => rank(a) - rank(b)).map(({ address }) => address);
}

/** RFC 1918. */
function isPrivate(address: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(address);
}

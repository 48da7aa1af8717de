import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddresses } from '#server/lan-addresses.ts';

const ipv4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  family: 'IPv4',
  internal,
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
});

const LAPTOP = {
  lo: [ipv4('127.0.0.1', true)],
  docker0: [ipv4('172.17.0.1')],
  eth0: [ipv4('203.0.113.9')],
  wlan0: [ipv4('192.168.1.20'), { ...ipv4('fe80::1'), family: 'IPv6' as const, scopeid: 2 }],
};

test('a wildcard is reached at every address of the machine, the likeliest first', () => {
  expect(lanAddresses('0.0.0.0', LAPTOP)).toEqual(['192.168.1.20', '203.0.113.9', '172.17.0.1']);
  expect(lanAddresses('::', LAPTOP)).toContain('192.168.1.20');
});

test('one address is reached at that one', () => {
  expect(lanAddresses('192.168.1.20', LAPTOP)).toEqual(['192.168.1.20']);
});

test('a loopback server is reached by nobody else', () => {
  expect(lanAddresses('localhost', LAPTOP)).toEqual([]);
  expect(lanAddresses('127.0.0.1', LAPTOP)).toEqual([]);
});

import { expect, test } from 'vitest';
import { allowedHosts, hostName, isSameOrigin } from '#server/edge/allowed-hosts.ts';

test('loopback names are always allowed, the listening address too', () => {
  expect([...allowedHosts('192.0.2.7', ['docs.example'])]).toEqual([
    'localhost',
    '127.0.0.1',
    '[::1]',
    '192.0.2.7',
    'docs.example',
  ]);
});

test('a wildcard address is no name', () => {
  expect(allowedHosts('0.0.0.0', []).has('0.0.0.0')).toBe(false);
  expect(allowedHosts('::', []).has('[::]')).toBe(false);
});

test.for([
  ['localhost:8888', 'localhost'],
  ['LocalHost', 'localhost'],
  ['[::1]:8888', '[::1]'],
  ['a b', undefined],
  ['evil.example/localhost', undefined],
  ['localhost@evil.example', undefined],
  ['', undefined],
] as const)('the name in the Host header %j is %j', ([header, name]) => {
  expect(hostName(header)).toBe(name);
});

test.for([
  ['http://localhost:8888', 'localhost:8888', true],
  ['http://localhost:9999', 'localhost:8888', false],
  ['https://evil.example', 'localhost:8888', false],
  ['null', 'localhost:8888', false],
  [undefined, 'localhost:8888', true],
] as const)('a page of %j at the host %j may use the control socket: %j', ([origin, host, allowed]) => {
  expect(isSameOrigin(origin, host)).toBe(allowed);
});

import { expect, test } from 'vitest';
import type { AsgiHeader, AsgiScope } from '#asgi/events.ts';
import { withForwarded } from '#asgi/forwarded.ts';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';

const scope = (headers: AsgiHeader[], overrides: Partial<AsgiScope> = {}) => scopeOf('/', { headers, ...overrides });
const from = (...values: string[]) => scope(values.map((value): AsgiHeader => ['x-forwarded-for', value]));

/** As uvicorn 0.54 told its application. */
test.each<[values: string[], client: [string, number]]>([
  [['9.9.9.9'], ['9.9.9.9', 0]],
  [['9.9.9.9:1234'], ['9.9.9.9', 1234]],
  [['[2001:db8::1]:80'], ['2001:db8::1', 80]],
  [['2001:db8::1'], ['2001:db8::1', 0]],
  [['9.9.9.9, 8.8.8.8'], ['8.8.8.8', 0]],
  [
    ['9.9.9.9', '8.8.8.8, 127.0.0.1'],
    ['8.8.8.8', 0],
  ],
  [['127.0.0.1'], ['127.0.0.1', 0]],
  [['not an address:x'], ['not an address:x', 0]],
  [[''], ['127.0.0.1', 50_000]],
  [[], ['127.0.0.1', 50_000]],
])('X-Forwarded-For %j from loopback makes the client %j', (values, client) => {
  expect(withForwarded(from(...values), 'every-header').client).toEqual(client);
});

test('uvicorn-legacy reads the last header alone, and no port', () => {
  expect(withForwarded(from('9.9.9.9', '127.0.0.1'), 'last-header').client).toEqual(['127.0.0.1', 0]);
  expect(withForwarded(from('9.9.9.9:1234'), 'last-header').client).toEqual(['9.9.9.9:1234', 0]);
});

test('X-Forwarded-Proto changes the scheme, and what is none changes nothing', () => {
  const scheme = (value: string) => withForwarded(scope([['x-forwarded-proto', value]]), 'every-header').scheme;
  expect([scheme('https'), scheme(' wss '), scheme('http'), scheme('toString')]).toEqual(['wss', 'wss', 'ws', 'ws']);
});

test('nobody is believed but 127.0.0.1, and not by a server that looks at no such header', () => {
  const headers: AsgiHeader[] = [['x-forwarded-for', '9.9.9.9']];
  expect(withForwarded(scope(headers, { client: ['::1', 1] }), 'every-header').client).toEqual(['::1', 1]);
  expect(withForwarded(scope(headers), 'ignored').client).toEqual(['127.0.0.1', 50_000]);
});

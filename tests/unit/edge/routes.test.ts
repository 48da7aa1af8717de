import { expect, test } from 'vitest';
import { findRoute } from '#server/edge/routes.ts';

const exact = { GET: () => {} };
const wild = { POST: () => {} };
const ROUTES = { '/api/things': exact, '/api/things/*': wild };

test('an exact path is found, and a segment under it with what it says', () => {
  expect(findRoute(ROUTES, '/api/things')).toEqual({ route: exact, rest: '' });
  expect(findRoute(ROUTES, '/api/things/a-1')).toEqual({ route: wild, rest: 'a-1' });
});

test.for(['/', '/api', '/api/things/', '/api/things/a/b', '/constructor', '/api/__proto__', '//', ''])(
  '%j leads nowhere',
  (path) => {
    expect(findRoute(ROUTES, path)).toBeUndefined();
  },
);

test('a star in the address is a segment like any other', () => {
  expect(findRoute(ROUTES, '/api/things/*')).toEqual({ route: wild, rest: '*' });
});

import { expect, test } from 'vitest';
import { upgradeRoute } from '#server/edge/upgrade-route.ts';

test.for([
  ['/api/playground', { to: 'control' }],
  ['/live/abc/ws/x', { to: 'session', sessionId: 'abc', path: '/ws/x' }],
  ['/live/abc~2/ws/x', { to: 'session', sessionId: 'abc', client: 2, path: '/ws/x' }],
  ['/live/abc~2', { to: 'session', sessionId: 'abc', client: 2, path: '/' }],
  ['/live/abc/ws~2', { to: 'session', sessionId: 'abc', path: '/ws~2' }],
  ['/live/abc~0/x', { to: 'endpoint', path: '/live/abc~0/x' }],
  ['/live/abc~99999/x', { to: 'endpoint', path: '/live/abc~99999/x' }],
  ['/live/abc/a%2Fb', { to: 'session', sessionId: 'abc', path: '/a%2Fb' }],
  ['/live/abc', { to: 'session', sessionId: 'abc', path: '/' }],
  ['/live/abc/', { to: 'session', sessionId: 'abc', path: '/' }],
  ['/live/', { to: 'endpoint', path: '/live/' }],
  ['/ws/projects/QR', { to: 'endpoint', path: '/ws/projects/QR' }],
  ['/api/playground/', { to: 'endpoint', path: '/api/playground/' }],
] as const)('%s leads to %j', ([path, route]) => {
  expect(upgradeRoute(path)).toEqual(route);
});

import { expect, test } from 'vitest';
import { upgradeRoute } from '#server/edge/upgrade-route.ts';

test.for([
  ['/api/playground', { to: 'control' }],
  ['/live/abc/ws/x', { to: 'session', sessionId: 'abc', path: '/ws/x' }],
  ['/live/abc/a%2Fb', { to: 'session', sessionId: 'abc', path: '/a%2Fb' }],
  ['/live/abc', { to: 'session', sessionId: 'abc', path: '/' }],
  ['/live/abc/', { to: 'session', sessionId: 'abc', path: '/' }],
  ['/live/', { to: 'endpoint', path: '/live/' }],
  ['/ws/projects/QR', { to: 'endpoint', path: '/ws/projects/QR' }],
  ['/api/playground/', { to: 'endpoint', path: '/api/playground/' }],
] as const)('%s leads to %j', ([path, route]) => {
  expect(upgradeRoute(path)).toEqual(route);
});

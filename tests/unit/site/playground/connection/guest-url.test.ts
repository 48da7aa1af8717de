import { expect, test } from 'vitest';
import {
  fillRoute,
  matchesRoute,
  pathToDial,
  webSocketOrigin,
  withQuery,
} from '#site/playground/connection/guest-url.ts';

const ROUTE = '/ws/projects/{project_name}';

test.each([
  ['/ws/projects/QR', ROUTE, true],
  ['/ws/projects/not%20valid', ROUTE, true],
  ['/ws/projects/a/b', ROUTE, false],
  ['/ws/projects/', ROUTE, false],
  ['/files/a/b', '/files/{rest:path}', true],
  ['/axb', '/a.b', false],
])('%s on the route %s: %s', (path, route, matches) => {
  expect(matchesRoute(path, route)).toBe(matches);
});

test('fills a route with the segments of the example that stand at the same place', () => {
  expect(fillRoute('/api/projects/{name}/terminal/{id}', '/ws/projects/QR/terminal')).toBe(
    '/api/projects/QR/terminal/id',
  );
});

test('dials what the visitor wrote, with a slash in front', () => {
  expect(pathToDial(' ws/x ', [ROUTE], '/y')).toBe('/ws/x');
});

test('dials the first route of the handler when the visitor wrote nothing', () => {
  expect(pathToDial('', [ROUTE, '/other'], '/ws/projects/QR')).toBe('/ws/projects/QR');
  expect(pathToDial('', [], '/ws/projects/QR')).toBe('/');
});

test('takes a query with and without its question mark', () => {
  expect(withQuery('/x', '?a=1')).toBe('/x?a=1');
  expect(withQuery('/x', 'a=1')).toBe('/x?a=1');
  expect(withQuery('/x', ' ')).toBe('/x');
});

test('keeps the security of the page', () => {
  expect(webSocketOrigin('https://example.org')).toBe('wss://example.org');
  expect(webSocketOrigin('http://localhost:8888')).toBe('ws://localhost:8888');
});

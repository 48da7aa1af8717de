import { expect, test } from 'vitest';
import { type BuiltModules, withPreloads } from '#site/integrations/preload-modules.ts';

const modules: BuiltModules = new Map([
  ['start.js', { source: undefined, imports: ['a.js', 'shared.js'] }],
  ['a.js', { source: undefined, imports: ['deep.js', 'a.js'] }],
  ['deep.js', { source: undefined, imports: ['start.js'] }],
  ['shared.js', { source: undefined, imports: [] }],
  ['editor.js', { source: '/site/editor.ts', imports: ['shared.js', 'big.js'] }],
  ['big.js', { source: undefined, imports: [] }],
]);
const page = (head: string): string =>
  `<html><head>${head}</head><body><script type="module" src="/start.js"></script></body></html>`;
const hrefs = (html: string): string[] => [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);

test('asks in the head for everything that the scripts import, once, the nearest first', () => {
  expect(hrefs(withPreloads(page(''), modules))).toEqual(['/a.js', '/shared.js', '/deep.js']);
});

test('a source that is imported later becomes its file and what the page has not yet', () => {
  const link = '<link rel="modulepreload" href="/site/editor.ts" media="(width >= 50rem)"/>';
  const html = withPreloads(page(link), modules);
  expect(hrefs(html)).toEqual(['/a.js', '/shared.js', '/deep.js', '/editor.js', '/big.js']);
  expect(html).toContain('<link rel="modulepreload" href="/big.js" media="(width >= 50rem)"/>');
});

test('a source without a file is a mistake in a page, and ends the build', () => {
  const link = '<link rel="modulepreload" href="/site/gone.ts">';
  expect(() => withPreloads(page(link), modules)).toThrow('no file for /site/gone.ts');
});

test('a page without scripts stays as it is', () => {
  expect(withPreloads('<html><head></head></html>', modules)).toBe('<html><head></head></html>');
});

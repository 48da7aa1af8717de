import { expect, test } from 'vitest';
import { moduleImports } from '../../../scripts/module-imports.ts';

const ALIASES = { '#asgi/*': './playground-server/asgi/*', '#limits': './playground-server/limits.ts' };
const PATH = 'playground-server/session/session.ts';

function targets(text: string, path = PATH): string[] {
  return moduleImports(path, text, ALIASES).map(({ target }) => (target.kind === 'file' ? target.path : target.name));
}

test('resolves a relative path against the module that imports', () => {
  expect(targets(`import { a } from '../edge/upgrade.ts';`)).toEqual(['playground-server/edge/upgrade.ts']);
});

test('resolves the aliases of package.json, whole and with a rest', () => {
  expect(targets(`import { LIMITS } from '#limits'; import '#asgi/events.ts';`)).toEqual([
    'playground-server/limits.ts',
    'playground-server/asgi/events.ts',
  ]);
});

test('names a package without the path inside it', () => {
  expect(targets(`import '@scope/thing/deep.js'; import 'ws/lib/receiver.js'; import 'fs/promises';`)).toEqual([
    '@scope/thing',
    'ws',
    'node:fs/promises',
  ]);
});

test('sees re-exports, dynamic imports and imported types', () => {
  const text = `export * from './a.ts';
    const b = await import('./b.ts');
    type C = import('./c.ts').C;`;
  expect(targets(text).map((path) => path.at(-4))).toEqual(['a', 'b', 'c']);
});

test('calls a raw text and a type inert, and a value not', () => {
  const text = `import source from './a.ts?raw'; import type { B } from './b.ts'; import { c, type D } from './c.ts';`;
  expect(moduleImports(PATH, text, ALIASES).map(({ inert }) => inert)).toEqual([true, true, false]);
});

test('reads no import out of a string or a comment', () => {
  expect(targets("const text = `import './a.ts'`; // import './b.ts'")).toEqual([]);
});

test('reads the front matter and the scripts of an Astro file, with their lines', () => {
  const page = `---\nimport '../a.ts';\n---\n<p>import './prose.ts'</p>\n<script>\n  import './b.ts';\n</script>\n`;
  expect(moduleImports('site/pages/index.astro', page, ALIASES)).toMatchObject([
    { target: { path: 'site/a.ts' }, line: 2 },
    { target: { path: 'site/pages/b.ts' }, line: 6 },
  ]);
});

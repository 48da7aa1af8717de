/**
 * Fails when a module imports across a boundary of `boundaries.ts`.
 *
 * MDX pages are not read: they are prose that shows the site's components.
 *
 * Usage: node scripts/check-boundaries.ts [root]
 */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { boundaryViolation } from './boundaries.ts';
import { moduleImports } from './module-imports.ts';

const root = process.argv[2] ?? '.';
const { imports: aliases } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  imports: Record<string, string>;
};

const modules = glob('**/*.{ts,tsx,mjs,astro}', {
  cwd: root,
  exclude: (name) => ['node_modules', 'dist', '.git', '.astro'].includes(name),
});

let count = 0;
const violations: string[] = [];
for await (const path of modules) {
  count += 1;
  for (const found of moduleImports(path, await readFile(join(root, path), 'utf8'), aliases)) {
    const violation = boundaryViolation(path, found);
    if (violation !== undefined) violations.push(`${path}:${found.line}: ${violation}`);
  }
}
for (const violation of violations.toSorted()) console.error(violation);
console.log(`${count} modules, ${violations.length} imports across a boundary.`);
process.exitCode = violations.length === 0 ? 0 : 1;

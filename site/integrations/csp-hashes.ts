import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Script types that a browser runs; any other type is data and needs no leave. */
const EXECUTABLE = new Set(['', 'module', 'text/javascript', 'application/javascript']);

/** The `sha256-…` source expressions of the inline scripts in one HTML page. */
export function inlineScriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = '', body = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    const type = /\btype=["']?([^\s"'>]*)/i.exec(attributes)?.[1] ?? '';
    if (/\bsrc=/i.test(attributes) || !EXECUTABLE.has(type.toLowerCase())) continue;
    hashes.add(`sha256-${createHash('sha256').update(body).digest('base64')}`);
  }
  return [...hashes];
}

/**
 * Writes `csp.json` into the build: the sorted list of the hashes, for the
 * `script-src` that the server sends. Starlight sets the theme in an inline
 * script before the first paint; its hash is what lets us do without
 * `'unsafe-inline'`.
 */
export function cspHashes(): AstroIntegration {
  return {
    name: 'csp-hashes',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        const hashes = new Set<string>();
        for await (const page of glob('**/*.html', { cwd: root })) {
          for (const hash of inlineScriptHashes(await readFile(`${root}/${page}`, 'utf8'))) hashes.add(hash);
        }
        await writeFile(new URL('csp.json', dir), `${JSON.stringify([...hashes].toSorted(), null, 2)}\n`);
      },
    },
  };
}

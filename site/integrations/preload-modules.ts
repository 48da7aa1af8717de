import { glob, readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** A file of the build and what it imports at once, by their names below the site's root. */
export interface BuiltModule {
  imports: readonly string[];
  /** `/site/…/monaco.ts`, where the file stands for one of ours. */
  source: string | undefined;
}

export type BuiltModules = ReadonlyMap<string, BuiltModule>;

const MODULE_SCRIPT = /<script\b[^>]*\btype="module"[^>]*\bsrc="\/([^"]+)"/g;
const LINK = /<link\b(?:"[^"]*"|[^">])*>/g;
const SOURCE_OF_LINK = /\brel="modulepreload".*\bhref="(\/site\/[^"]+)"/;

/**
 * The page with a `modulepreload` for everything that its scripts import, so
 * that a browser asks for all of it when it reads the head. It would else find
 * each file in the one that imports it, and begin when the page is parsed.
 *
 * A page may name a source of ours in such a link, for what it imports later:
 * the link becomes those of its file and its imports, with the same attributes.
 *
 * @throws Error where a link names a source that the build has no file for
 */
export function withPreloads(html: string, modules: BuiltModules): string {
  const scripts = [...html.matchAll(MODULE_SCRIPT)].map(([, name = '']) => name);
  const seen = new Set(scripts);
  const links = [...importsOf(scripts, modules, seen)].map((name) => `<link rel="modulepreload" href="/${name}">`);
  const files = new Map([...modules].flatMap(([name, { source }]) => (source === undefined ? [] : [[source, name]])));
  let later = '';
  const rest = html.replaceAll(LINK, (link) => {
    const source = SOURCE_OF_LINK.exec(link)?.[1];
    if (source === undefined) return link;
    const file = files.get(source);
    if (file === undefined) throw new Error(`The build has no file for ${source}, which a page wants to preload.`);
    const names = seen.has(file) ? [] : [file];
    seen.add(file);
    later += [...names, ...importsOf([file], modules, seen)].map((name) => link.replace(source, `/${name}`)).join('');
    return '';
  });
  return rest.replace('</head>', () => `${links.join('')}${later}</head>`);
}

/** Breadth first, as a browser would find them. */
function* importsOf(names: readonly string[], modules: BuiltModules, seen: Set<string>): Generator<string> {
  const next = [...new Set(names.flatMap((name) => modules.get(name)?.imports ?? []))].filter(
    (name) => !seen.has(name),
  );
  for (const name of next) seen.add(name);
  yield* next;
  if (next.length > 0) yield* importsOf(next, modules, seen);
}

/** Writes the preloads into the pages of the build. */
export function preloadModules(): AstroIntegration {
  const modules = new Map<string, BuiltModule>();
  return {
    name: 'preload-modules',
    hooks: {
      'astro:config:setup': ({ updateConfig, config }) => {
        const root = fileURLToPath(config.root);
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'preload-modules',
                apply: 'build',
                generateBundle(_options, bundle) {
                  if (this.environment.name !== 'client') return;
                  for (const file of Object.values(bundle)) {
                    if (file.type !== 'chunk') continue;
                    const source = file.facadeModuleId?.startsWith(root)
                      ? `/${relative(root, file.facadeModuleId)}`
                      : undefined;
                    modules.set(file.fileName, { imports: file.imports, source });
                  }
                },
              },
            ],
          },
        });
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        for await (const page of glob('**/*.html', { cwd: root })) {
          const html = await readFile(`${root}/${page}`, 'utf8');
          await writeFile(`${root}/${page}`, withPreloads(html, modules));
        }
      },
    },
  };
}

import type { Plugin } from 'vite';

const PREFIX = '\0lazy-monaco-css:';

/**
 * Astro hoists the CSS of a dynamic `import()` into the page as a blocking
 * stylesheet: 175 KB of Monaco before anything is drawn. This turns each
 * stylesheet of Monaco into a module that adds a `<style>` when it runs, so
 * that the CSS arrives with the editor.
 */
export function lazyMonacoCss(): Plugin {
  return {
    name: 'lazy-monaco-css',
    enforce: 'pre',
    apply: 'build',
    async resolveId(source, importer, options) {
      if (!source.endsWith('.css') || !importer?.includes('/monaco-editor/esm/')) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return resolved === null ? null : `${PREFIX}${resolved.id}.js`;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const file = id.slice(PREFIX.length, -'.js'.length);
      return [
        `import css from ${JSON.stringify(`${file}?inline`)};`,
        `const style = document.createElement('style');`,
        `style.textContent = css;`,
        `document.head.append(style);`,
      ].join('\n');
    },
  };
}

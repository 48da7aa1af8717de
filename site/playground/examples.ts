import { byPosition, parseExample } from '#content/examples.ts';
import type { Example } from '#content/example-schema.ts';

const files = import.meta.glob<string>('/content/examples/*/{example.yaml,handler.ts}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every example of `content/examples`, read at build time, in the order of the presets. */
export function builtExamples(): Example[] {
  return Object.keys(files)
    .filter((path) => path.endsWith('/example.yaml'))
    .map((path) => {
      const folder = path.slice(0, -'example.yaml'.length);
      const slug = folder.split('/').at(-2) ?? '';
      return parseExample(slug, files[path] ?? '', files[`${folder}handler.ts`] ?? '');
    })
    .toSorted(byPosition);
}

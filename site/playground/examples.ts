import { byPosition, HANDLER_FILES, parseExample } from '#content/examples.ts';
import type { Example, ExampleCode } from '#content/example-schema.ts';

const files = import.meta.glob<string>('/content/examples/*/{example.yaml,handler.ts,handler.py}', {
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
      return parseExample(folder.split('/').at(-2) ?? '', files[path] ?? '', codeIn(folder));
    })
    .toSorted(byPosition);
}

function codeIn(folder: string): ExampleCode {
  const code: ExampleCode = {};
  for (const language of ['typescript', 'python'] as const) {
    const source = files[folder + HANDLER_FILES[language]];
    if (source !== undefined) code[language] = source;
  }
  return code;
}

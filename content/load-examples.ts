import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Example, ExampleCode } from './example-schema.ts';
import { byPosition, HANDLER_FILES, parseExample } from './examples.ts';

const EXAMPLES = new URL('./examples/', import.meta.url);

/**
 * Reads every example from the disk, in the order of the presets. For Node
 * only: the site reads the same files through Vite, which watches them.
 */
export function loadExamples(): Example[] {
  return readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => parseExample(name, read(`${name}/example.yaml`), readCode(name)))
    .toSorted(byPosition);
}

function readCode(slug: string): ExampleCode {
  const code: ExampleCode = {};
  for (const language of ['typescript', 'python'] as const) {
    const path = `${slug}/${HANDLER_FILES[language]}`;
    if (existsSync(new URL(path, EXAMPLES))) code[language] = read(path);
  }
  return code;
}

function read(path: string): string {
  return readFileSync(new URL(path, EXAMPLES), 'utf8');
}

import { readdirSync, readFileSync } from 'node:fs';
import type { Example } from './example-schema.ts';
import { byPosition, parseExample } from './examples.ts';

const EXAMPLES = new URL('./examples/', import.meta.url);

/**
 * Reads every example from the disk, in the order of the presets. For Node
 * only: the site reads the same files through Vite, which watches them.
 */
export function loadExamples(): Example[] {
  return readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) =>
      parseExample(name, read(`${name}/example.yaml`), read(`${name}/handler.ts`), read(`${name}/handler.py`)),
    )
    .toSorted(byPosition);
}

function read(path: string): string {
  return readFileSync(new URL(path, EXAMPLES), 'utf8');
}

// Runs in the browser and on the server. No DOM, no node: imports.
import { parse } from 'yaml';
import { ExampleFile, type Example } from './example-schema.ts';

/**
 * Reads one example from the text of its files. Throws with the slug and the
 * field when `example.yaml` is not what the schema says: a broken example
 * stops the build.
 */
export function parseExample(slug: string, yamlText: string, typescript: string, python?: string): Example {
  const file = ExampleFile.safeParse(parse(yamlText));
  if (!file.success) {
    const problems = file.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`content/examples/${slug}/example.yaml: ${problems.join('; ')}`);
  }
  return { slug, ...file.data, code: { typescript, ...(python !== undefined && { python }) } };
}

/** Orders examples as the list of presets shows them. */
export function byPosition(a: Example, b: Example): number {
  return a.position - b.position;
}

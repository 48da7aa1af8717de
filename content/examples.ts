// Runs in the browser and on the server. No DOM, no node: imports.
import { parse } from 'yaml';
import { ExampleFile, type Example, type ExampleCode } from './example-schema.ts';

/** The file that holds an example's source, by language. */
export const HANDLER_FILES = { typescript: 'handler.ts', python: 'handler.py' } as const;
const LANGUAGES = ['typescript', 'python'] as const;

/**
 * Reads one example from the text of its files. Throws with the slug and the
 * field when `example.yaml` is not what the schema says, or a handler is
 * missing or too many: a broken example stops the build.
 */
export function parseExample(slug: string, yamlText: string, code: ExampleCode): Example {
  const file = ExampleFile.safeParse(parse(yamlText));
  if (!file.success) {
    const problems = file.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`content/examples/${slug}/example.yaml: ${problems.join('; ')}`);
  }
  const { only } = file.data;
  for (const language of LANGUAGES) {
    const expected = only === undefined || only.language === language;
    if (expected === (code[language] !== undefined)) continue;
    const problem = expected ? 'is missing' : `is there, but example.yaml says "only: ${only.language}"`;
    throw new Error(`content/examples/${slug}/${HANDLER_FILES[language]} ${problem}`);
  }
  return { slug, ...file.data, code };
}

/** Orders examples as the list of presets shows them. */
export function byPosition(a: Example, b: Example): number {
  return a.position - b.position;
}

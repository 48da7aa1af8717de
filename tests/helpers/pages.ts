import { globSync, readFileSync } from 'node:fs';

/** A page of the guide as its author wrote it. */
export interface Page {
  /** Such as `learn/start`. */
  name: string;
  source: string;
  /** Without the frontmatter and the imports. */
  body: string;
  frontmatter: string;
}

export function readPages(): Page[] {
  return globSync('content/docs/{learn,explain,howto,reference}/*.mdx')
    .toSorted()
    .map((path) => {
      const source = readFileSync(path, 'utf8');
      const [, frontmatter = '', rest = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
      const name = path.replace(/^content\/docs\//, '').replace(/\.mdx$/, '');
      return { name, source, frontmatter, body: rest.replaceAll(/^import .*$/gm, '') };
    });
}

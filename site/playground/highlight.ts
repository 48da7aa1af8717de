import { codeToHtml } from 'shiki';

/**
 * Highlights a handler at build time, in the themes that Monaco uses too,
 * switched by CSS variables. Each line knows its indentation, so that what
 * wraps can stay behind it.
 */
export function highlight(code: string, language: string = 'typescript'): Promise<string> {
  const lines = code.split('\n');
  return codeToHtml(code, {
    lang: language,
    themes: { light: 'github-light-default', dark: 'github-dark-default' },
    defaultColor: false,
    transformers: [
      {
        line(node, number) {
          const indent = /^ */.exec(lines[number - 1] ?? '')?.[0].length ?? 0;
          if (indent > 0) node.properties['style'] = `--indent:${indent}ch`;
        },
      },
    ],
  });
}

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
    // The theme's grey for comments is 4.46:1 on our paper, which is not quite white.
    colorReplacements: { 'github-light-default': { '#6e7781': '#656d76' } },
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

import { codeToHtml } from 'shiki';

/** Highlights a handler at build time, in the themes that Monaco uses too, switched by CSS variables. */
export function highlight(code: string, language: string = 'typescript'): Promise<string> {
  return codeToHtml(code, {
    lang: language,
    themes: { light: 'github-light-default', dark: 'github-dark-default' },
    defaultColor: false,
  });
}

import python from '@shikijs/langs-precompiled/python';
import typescript from '@shikijs/langs-precompiled/typescript';
import { shikiToMonaco } from '@shikijs/monaco';
import { createShikiPrimitive, type ShikiPrimitive } from '@shikijs/primitive';
import type * as Monaco from 'monaco-editor/editor';
import { createJavaScriptRawEngine } from 'shiki/engine/javascript';
import githubDark from 'shiki/themes/github-dark-default.mjs';
import githubLight from 'shiki/themes/github-light-default.mjs';

/** Colours code as the rest of the site does. Must run before the first editor is created. */
export function useShiki(monaco: typeof Monaco): void {
  // Of Shiki only what reads tokens: what writes HTML takes as long to load as the grammars.
  const highlighter = createShikiPrimitive({
    themes: [onPaper(githubDark, '#16181c', '#a4a9b1'), onPaper(githubLight, '#fdfdfb', '#5a5e66')],
    langs: [typescript, python],
    // The grammars hold regular expressions of JavaScript: translating Oniguruma's in the page takes over half a second.
    engine: createJavaScriptRawEngine(),
  });
  // The first lines still pay for compiling them, and on a slow machine the default gives up.
  // By its type it knows no language by name, and is asked for none.
  shikiToMonaco(highlighter as ShikiPrimitive<string, string>, monaco, { tokenizeTimeLimit: 5_000 });
}

/** `--paper` and `--muted` of tokens.css: the themes' own line numbers, and comments on a line that is lit, are too faint to read. */
function onPaper(theme: typeof githubDark, paper: string, muted: string): typeof githubDark {
  const colors = {
    'editor.background': paper,
    'editorGutter.background': paper,
    'editorLineNumber.foreground': muted,
    // Monaco fades what is unused to two thirds, and then a constant's light blue cannot be read.
    'editorUnnecessaryCode.opacity': '#000000e6',
  };
  const comments = { scope: ['comment', 'punctuation.definition.comment'], settings: { foreground: muted } };
  return {
    ...theme,
    colors: { ...theme.colors, ...colors },
    tokenColors: [...(theme.tokenColors ?? []), comments],
  };
}

/** Keeps Monaco in the theme that Starlight has set on the document; returns how to stop. */
export function followTheme(monaco: typeof Monaco): () => void {
  const root = document.documentElement;
  const apply = (): void =>
    monaco.editor.setTheme(root.dataset['theme'] === 'dark' ? 'github-dark-default' : 'github-light-default');
  const observer = new MutationObserver(apply);
  observer.observe(root, { attributeFilter: ['data-theme'] });
  apply();
  return () => observer.disconnect();
}

import type { Plugin } from 'vite';

const WORKERS = /\/monaco-editor\/esm\/vs\/internal\/common\/workers\.js$/;
const FEATURE = /^import '[^']+';$/gm;

/** The code without its imports of features; `undefined` where the file is another one. */
export function withoutFeatures(id: string, code: string): string | undefined {
  return WORKERS.test(id) ? code.replace(FEATURE, '') : undefined;
}

/**
 * What starts the worker of TypeScript imports every feature of Monaco for
 * its side effects. It is loaded after the first editor, so that a second one
 * would have features whose services do not exist, and errors for them.
 * `monaco-features.ts` says which features there are.
 */
export function chosenMonacoFeatures(): Plugin {
  return {
    name: 'chosen-monaco-features',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      const left = withoutFeatures(id, code);
      return left === undefined ? null : { code: left, map: null };
    },
  };
}

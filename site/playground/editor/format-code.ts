import type { Plugin } from 'prettier';
import type { Language } from '#protocol/languages.ts';

export type Formatted = { ok: true; code: string } | { ok: false; problem: string };

/** Widths and quotes of the examples. */
const WIDTH = 100;

const FORMATTERS: Readonly<Record<Language, (code: string) => Promise<string>>> = {
  typescript: async (code) => {
    const [{ format }, typescript, estree] = await Promise.all([
      import('prettier/standalone'),
      import('prettier/plugins/typescript'),
      import('prettier/plugins/estree'),
    ]);
    const plugins = [typescript.default, estree.default as Plugin];
    return format(code, { parser: 'typescript', plugins, printWidth: WIDTH, singleQuote: true });
  },
  python: async (code) => {
    const { default: load, format } = await import('@wasm-fmt/ruff_fmt/vite');
    await load();
    return format(code, 'main.py', { line_width: WIDTH });
  },
};

/**
 * Formats with Prettier or with Ruff's formatter, each loaded when it is
 * first asked for. Code that does not parse is left as it is.
 */
export async function formatCode(language: Language, code: string): Promise<Formatted> {
  try {
    return { ok: true, code: await FORMATTERS[language](code) };
  } catch (error) {
    const [problem = 'it does not parse'] = String(error instanceof Error ? error.message : error).split('\n', 1);
    return { ok: false, problem };
  }
}

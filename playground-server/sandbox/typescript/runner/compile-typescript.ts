import { createRequire } from 'node:module';
import { diagnosticAt } from './diagnostics.ts';
import type { Compilation } from './compiled-program.ts';
import { decodeSourceMap } from './decode-source-map.ts';

type Transform = (
  source: string,
  options: { mode: string; sourceMap?: boolean; filename: string },
) => { code: string; map?: string };
const { transformSync } = createRequire(import.meta.url)('amaro') as { transformSync: Transform };

/** What amaro throws for a program that it cannot compile; columns count from 0. */
interface SyntaxFailure {
  code: 'InvalidSyntax' | 'UnsupportedSyntax';
  message: string;
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

/**
 * Takes the types out of a program. Erased types leave blanks, so positions
 * stay; what cannot be erased (an enum, a parameter property) is rewritten and
 * comes with a table of positions.
 *
 * Throws when the compiler itself fails: it must not be used again.
 */
export function compileTypeScript(source: string): Compilation {
  try {
    const { code } = transformSync(source, { mode: 'strip-only', filename: 'handler.ts' });
    return { ok: true, program: { code, positions: undefined } };
  } catch (error) {
    if (!isSyntaxFailure(error)) throw error;
    return error.code === 'UnsupportedSyntax' ? rewrite(source) : refusal(error);
  }
}

function rewrite(source: string): Compilation {
  try {
    const { code, map = '' } = transformSync(source, { mode: 'transform', sourceMap: true, filename: 'handler.ts' });
    const { mappings } = JSON.parse(map) as { mappings: string };
    return { ok: true, program: { code, positions: JSON.stringify(decodeSourceMap(mappings)) } };
  } catch (error) {
    if (!isSyntaxFailure(error)) throw error;
    return refusal(error);
  }
}

function isSyntaxFailure(error: unknown): error is SyntaxFailure {
  const { code, startLine } = (error ?? {}) as Partial<SyntaxFailure>;
  return (code === 'InvalidSyntax' || code === 'UnsupportedSyntax') && Number.isInteger(startLine);
}

function refusal({ message, startLine, startColumn, endLine, endColumn }: SyntaxFailure): Compilation {
  const diagnostic = diagnosticAt(message, startLine, startColumn + 1);
  const isEmpty = endLine === startLine && endColumn <= startColumn;
  const end = isEmpty ? {} : { endLine, endColumn: endColumn + 1 };
  return { ok: false, diagnostics: [{ ...diagnostic, ...end }] };
}

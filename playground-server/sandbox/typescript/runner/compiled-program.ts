import type { Diagnostic } from '#protocol/server-message.ts';

/** JavaScript that the engine can run. */
export interface CompiledProgram {
  code: string;
  /** A `PositionTable` as JSON, when positions differ from the source. */
  positions: string | undefined;
}

export type Compilation = { ok: true; program: CompiledProgram } | { ok: false; diagnostics: Diagnostic[] };

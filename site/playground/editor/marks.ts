import type { Language } from '#protocol/client-message.ts';
import type { Diagnostic } from '#protocol/server-message.ts';
import type { Run } from '../run-state.ts';

/** What a run has to say about places in the source. */
export interface Marks {
  diagnostics: readonly Diagnostic[];
  /** Where an exception was raised. */
  raised: readonly { line: number; text: string }[];
}

/** Of the source in `language`: a run of the other one says nothing about it. */
export function marksOf(run: Run | undefined, language: Language): Marks {
  if (run?.language !== language) return { diagnostics: [], raised: [] };
  const raised = new Map<number, string>();
  for (const event of run.server) {
    if (event.kind === 'exception' && event.line !== undefined)
      raised.set(event.line, `${event.type}: ${event.message}`);
  }
  return {
    diagnostics: run.at.phase === 'refused' ? run.at.diagnostics : [],
    raised: Array.from(raised, ([line, text]) => ({ line, text })),
  };
}

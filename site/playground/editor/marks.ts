import type { Language } from '#protocol/languages.ts';
import type { Diagnostic } from '#protocol/server-message.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import type { Run } from '../run-state.ts';

/** What a line did to a connection. The later in this list, the more there is to say. */
export const LINE_OUTCOMES = ['accepted', 'closed', 'refused', 'raised'] as const;
export type LineOutcome = (typeof LINE_OUTCOMES)[number];

export interface LineMark {
  line: number;
  outcome: LineOutcome;
  /** What it did, in sentences; parts of it are the handler's own text. */
  texts: readonly string[];
}

/** What a run has to say about places in the source. */
export interface Marks {
  diagnostics: readonly Diagnostic[];
  lines: readonly LineMark[];
}

/** A loop may do the same to a hundred clients, each in its own words. */
const MAX_TEXTS = 4;

/** Of the source in `language`: a run of the other one says nothing about it. */
export function marksOf(run: Run | undefined, language: Language): Marks {
  if (run?.language !== language) return { diagnostics: [], lines: [] };
  const lines = new Map<number, LineMark>();
  const accepted = new Set<number>();
  for (const event of run.server) {
    const said = outcomeOf(event, accepted);
    if (said === undefined) continue;
    const { line, outcome, text } = said;
    const before = lines.get(line);
    const texts = [...new Set([...(before?.texts ?? []), text])].slice(0, MAX_TEXTS);
    lines.set(line, { line, outcome: worse(outcome, before?.outcome), texts });
  }
  return {
    diagnostics: run.at.phase === 'refused' ? run.at.diagnostics : [],
    lines: [...lines.values()].toSorted((a, b) => a.line - b.line),
  };
}

interface Said {
  line: number;
  outcome: LineOutcome;
  text: string;
}

function outcomeOf(event: TimelineEvent, accepted: Set<number>): Said | undefined {
  if (event.kind === 'exception' && event.line !== undefined)
    return { line: event.line, outcome: 'raised', text: `Raised ${event.type}: ${event.message}` };
  if (event.kind !== 'asgi-send' || event.refused !== undefined) return undefined;
  const { connection, line, message } = event;
  const wasOpen = accepted.has(connection);
  if (message.type === 'websocket.accept') accepted.add(connection);
  if (line === undefined) return undefined;
  switch (message.type) {
    case 'websocket.accept':
      return { line, outcome: 'accepted', text: 'Accepted: the client’s socket opens here.' };
    case 'websocket.close':
      return wasOpen
        ? { line, outcome: 'closed', text: `Closed with ${String(message['code'] ?? 1000)}.` }
        : { line, outcome: 'refused', text: 'Refused with HTTP 403: neither code nor reason leaves the server.' };
    case 'websocket.http.response.start':
      return { line, outcome: 'refused', text: `Refused with HTTP ${String(message['status'])}.` };
    default:
      return undefined;
  }
}

function worse(one: LineOutcome, other: LineOutcome | undefined): LineOutcome {
  return other !== undefined && LINE_OUTCOMES.indexOf(other) > LINE_OUTCOMES.indexOf(one) ? other : one;
}

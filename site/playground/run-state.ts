import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { Language } from '#protocol/client-message.ts';
import type { RecordedRun } from '#protocol/recorded-run.ts';
import type { Diagnostic, Fault, ServerMessage } from '#protocol/server-message.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import type { BrowserEvent } from './timeline/browser-event.ts';

/** Where a run stands. A field exists only in the phase in which it is true. */
export type RunPhase =
  | { phase: 'starting' }
  /** `readyAtMs` is a guess of the server's, on the page's clock. */
  | { phase: 'queued'; position: number; readyAtMs?: number }
  | { phase: 'live'; socketPath: string; resumeToken: string; idleMs: number | undefined }
  | { phase: 'refused'; fault: Fault; diagnostics: Diagnostic[]; retryAtMs?: number }
  | { phase: 'ended'; reason: { name: string; title: string; message: string } }
  /** Nothing more can come: every client has played its script, or the run was kept from another day. */
  | { phase: 'settled' };

export interface Run {
  readonly runId: string;
  /** Of this page, from 1. */
  readonly number: number;
  readonly profile: ServerProfileName;
  readonly title: string;
  readonly language: Language;
  /** The slug of the example that ran, if nothing of it was changed. */
  readonly example?: string;
  /** What ran, to which the lines of its timeline belong. */
  readonly code: string;
  /** `performance.now()` when the command was sent: zero of the browser's events. */
  readonly sentAtMs: number;
  readonly at: RunPhase;
  readonly routes: readonly string[];
  readonly browser: readonly BrowserEvent[];
  /** What the page calls its clients, by their numbers, where they have a name. */
  readonly clientNames?: Readonly<Record<number, string>>;
  readonly server: readonly TimelineEvent[];
  /** The day of a run that was kept, `2026-11-28`; absent when it is this page's own. */
  readonly recordedOn?: string;
  /** Which limit ends the run unless something else does; `endsAtMs` is on the clock of `performance.now()`. */
  readonly deadline?: { limit: string; endsAtMs: number };
}

/** A kept run as one of the page: over, and of `code`, which lies beside a recording. */
export function recordedAsRun(
  recording: RecordedRun,
  { runId, title, code, example }: Pick<Run, 'runId' | 'title' | 'code' | 'example'>,
): Run {
  const { server, language, routes, browser, timeline, ended, recordedOn } = recording;
  return {
    runId,
    number: 0,
    profile: server,
    title,
    language,
    code,
    ...(example !== undefined && { example }),
    sentAtMs: 0,
    at: ended === undefined ? { phase: 'settled' } : { phase: 'ended', reason: ended },
    routes,
    browser,
    server: timeline,
    recordedOn,
  };
}

/** What a refused resume means to somebody who has asked for none. */
const FORGOTTEN = {
  name: 'run-forgotten',
  title: 'The run ended while you were away',
  message:
    'The playground has started anew, or has waited for this page as long as it does, and the run is gone. Press Run for another.',
};

export function isOver({ at }: Run): boolean {
  return at.phase === 'refused' || at.phase === 'ended' || at.phase === 'settled';
}

/** The last `seq` that the page has: where a resumed run goes on. */
export function lastSeq({ server }: Run): number {
  return server.at(-1)?.seq ?? 0;
}

export function applyServerMessage(run: Run, message: ServerMessage, nowMs: number = performance.now()): Run {
  if (message.runId !== run.runId) return run;
  switch (message.type) {
    case 'run-queued':
      return {
        ...run,
        at: {
          phase: 'queued',
          position: message.position,
          ...(message.waitMs !== undefined && { readyAtMs: nowMs + message.waitMs }),
        },
      };
    case 'run-started': {
      const { socketPath, resumeToken, routes, limits } = message;
      return { ...run, routes, at: { phase: 'live', socketPath, resumeToken, idleMs: limits['idleMs'] } };
    }
    case 'run-refused':
      // A run that had begun and cannot be resumed is over; it was not refused.
      return run.at.phase === 'live'
        ? { ...run, at: { phase: 'ended', reason: FORGOTTEN } }
        : {
            ...run,
            at: {
              phase: 'refused',
              fault: message.fault,
              diagnostics: message.diagnostics,
              ...(message.retryAfterMs !== undefined && { retryAtMs: nowMs + message.retryAfterMs }),
            },
          };
    case 'timeline': {
      const known = lastSeq(run);
      return { ...run, server: [...run.server, ...message.events.filter(({ seq }) => seq > known)] };
    }
    case 'run-deadline':
      return { ...run, deadline: { limit: message.limit, endsAtMs: nowMs + message.inMs } };
    case 'run-settled':
      return run;
    case 'run-ended':
      return { ...run, at: { phase: 'ended', reason: message.reason } };
  }
}

export function recordBrowserEvent(run: Run, event: BrowserEvent): Run {
  return { ...run, browser: [...run.browser, event] };
}

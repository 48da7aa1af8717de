// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { parseBoundedJson } from './bounded-json.ts';
import { eventsOf, RecordedRun, type RecordingLimits } from './recorded-run.ts';
import { SharedState } from './shared-state.ts';

/**
 * What a short link leads to: the state of a page, and the run that its author
 * saw, so that a reader sees the result before running anything. The server
 * keeps it as it came and cannot know that the run happened, so a page says
 * whose word it is.
 */
export const Snippet = z
  .strictObject({
    ...SharedState.shape,
    /** A run of `code` as it stands, in `language`. */
    recording: RecordedRun.optional(),
    /** The same of the right side of a comparison. */
    compareRecording: RecordedRun.optional(),
  })
  .check(({ value: { language, recording, compare, compareRecording }, issues }) => {
    const problem = (path: string[], message: string): void =>
      void issues.push({ code: 'custom', path, message, input: undefined });
    if (recording !== undefined && recording.language !== language)
      problem(['recording', 'language'], 'is not the language of the code');
    if (compareRecording === undefined) return;
    if (compare === undefined) problem(['compareRecording'], 'has no right side that it is of');
    else if (compareRecording.language !== compare.language)
      problem(['compareRecording', 'language'], 'is not the language of the code');
  });
export type Snippet = z.infer<typeof Snippet>;

export interface SnippetLimits extends RecordingLimits {
  maxSnippetBytes: number;
}

export type ParsedSnippet = { ok: true; snippet: Snippet } | { ok: false; problem: string };

/** A recorded run has twelve levels and lies one level down. */
const MAX_DEPTH = 13;

/** The only way in for a snippet, on the server as in the page. `problem` is what would follow a colon. */
export function parseSnippet(text: string, limits: SnippetLimits): ParsedSnippet {
  const json = parseBoundedJson(text, limits.maxSnippetBytes, MAX_DEPTH);
  if (!json.ok) return notValid(`the snippet ${json.problem}`);
  const parsed = Snippet.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return notValid(`${issue?.path.join('.') || 'the snippet'}: ${issue?.message ?? 'not valid'}`);
  }
  for (const recording of [parsed.data.recording, parsed.data.compareRecording]) {
    if (recording === undefined) continue;
    if (eventsOf(recording) > limits.maxRecordingEvents)
      return notValid(`the recorded run has more than ${limits.maxRecordingEvents} events`);
    if (JSON.stringify(recording).length > limits.maxRecordingBytes)
      return notValid(`the recorded run has more than ${limits.maxRecordingBytes} bytes`);
  }
  return { ok: true, snippet: parsed.data };
}

function notValid(problem: string): ParsedSnippet {
  return { ok: false, problem };
}

/** Ids are made by the server from what a snippet holds. */
export const SNIPPET_ID = /^[\w-]{20}$/;

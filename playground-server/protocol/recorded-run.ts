// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { parseBoundedJson } from './bounded-json.ts';
import { BrowserEvent } from './browser-event.ts';
import { LANGUAGES } from './languages.ts';
import { TimelineEvent } from './timeline-event.ts';

/**
 * A run as a page saw it, kept: what an example or a shared snippet shows
 * before anybody presses Run. The source is not in it, but lies beside it.
 *
 * It may come from anybody. `parseRecordedRun` is the only way in: it bounds
 * the text before it reads it, and its depth before anything recurses over it.
 */
export const RecordedRun = z
  .strictObject({
    version: z.literal(1),
    language: z.enum(LANGUAGES),
    server: z.enum(SERVER_PROFILE_NAMES),
    /** Path templates that the handler declared, in order. */
    routes: z.array(z.string()),
    /** What the page's own WebSockets did, in the order of the browser's clock. */
    browser: z.array(BrowserEvent),
    /** What the server reported, in the order of `seq`. */
    timeline: z.array(TimelineEvent),
    /** Why the run was over; absent when it was kept while it went on. */
    ended: z.strictObject({ name: z.string(), title: z.string(), message: z.string() }).optional(),
    recordedOn: z.iso.date(),
    /** Name and version, such as `Chromium 153.0.7680.2`. */
    recordedWith: z.string().max(80),
  })
  .check(({ value: { browser, timeline }, issues }) => {
    const problem = (path: PropertyKey[], message: string): void =>
      void issues.push({ code: 'custom', path, message, input: undefined });
    for (const [index, { seq }] of timeline.entries())
      if (seq <= (timeline[index - 1]?.seq ?? 0)) problem(['timeline', index, 'seq'], 'does not follow the one before');
    for (const [index, { atMs }] of browser.entries())
      if (atMs < (browser[index - 1]?.atMs ?? 0)) problem(['browser', index, 'atMs'], 'is before the one before');
    const dialled = new Set<number>();
    for (const [index, { kind, client }] of browser.entries()) {
      if (kind === 'new-websocket') dialled.add(client);
      else if (!dialled.has(client)) problem(['browser', index, 'client'], 'has not dialled yet');
    }
  });
export type RecordedRun = z.infer<typeof RecordedRun>;

/** The limits of the same names. */
export interface RecordingLimits {
  maxRecordingBytes: number;
  maxRecordingEvents: number;
}

export type ParsedRecording = { ok: true; run: RecordedRun } | { ok: false; problem: string };

/** An ASGI message in a timeline in a run has six levels, and headers two more. */
const MAX_DEPTH = 12;

/** Reads a recorded run from JSON that may be hostile. `problem` is a sentence that names the field. */
export function parseRecordedRun(text: string, limits: RecordingLimits): ParsedRecording {
  const refuse = (problem: string): ParsedRecording => ({ ok: false, problem });
  const json = parseBoundedJson(text, limits.maxRecordingBytes, MAX_DEPTH);
  if (!json.ok) return refuse(`The recorded run ${json.problem}.`);
  const parsed = RecordedRun.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`The recorded run is not valid: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
  }
  return eventsOf(parsed.data) > limits.maxRecordingEvents
    ? refuse(`The recorded run has more than ${limits.maxRecordingEvents} events.`)
    : { ok: true, run: parsed.data };
}

/** How many rows a page draws for it. */
export function eventsOf({ browser, timeline }: RecordedRun): number {
  return browser.length + timeline.length;
}

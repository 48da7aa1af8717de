import { eventsOf, type RecordedRun } from '#protocol/recorded-run.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { recordedRunOf } from '../../run-block/recorded.ts';
import type { Run } from '../run-state.ts';

export type SharedRecording = { ok: true; recording: RecordedRun } | { ok: false; why: string };

interface Asked {
  /** The latest run of the page. */
  run: Run | undefined;
  /** What is shared. A run of other code says nothing about it. */
  code: string | undefined;
  server: string | undefined;
  limits: { maxRecordingEvents: number; maxRecordingBytes: number };
  recordedOn: string;
  recordedWith: string;
}

/** The run that goes with a stored link, without what the browser sent in confidence; or why there is none. */
export function recordingToShare({ run, code, server, limits, recordedOn, recordedWith }: Asked): SharedRecording {
  if (run === undefined || run.recordedOn !== undefined || run.browser.length + run.server.length === 0)
    return { ok: false, why: 'You have not run it, so the link carries no result.' };
  if (run.code !== code || run.profile !== server)
    return { ok: false, why: 'You have changed it since your last run, so the link carries no result.' };
  const recording = recordedRunOf({ ...run, server: run.server.map(withoutSecrets) }, recordedOn, recordedWith);
  const isTooLong =
    eventsOf(recording) > limits.maxRecordingEvents || JSON.stringify(recording).length > limits.maxRecordingBytes;
  return isTooLong
    ? { ok: false, why: 'Your last run is too long to be stored with a link.' }
    : { ok: true, recording };
}

/** On localhost a browser sends the cookies of every other program that was served there. */
const SECRET = /^(?:cookie|authorization|proxy-authorization)$/i;
const SECRET_LINE = /^((?:cookie|authorization|proxy-authorization):[ \t]*)([^\r\n]*)/gim;

const crossedOut = (text: string): string => 'x'.repeat(text.length);

/** Of the same length, so that what is said of the bytes stays true. */
function withoutSecrets(event: TimelineEvent): TimelineEvent {
  if (event.kind !== 'upgrade-request') return event;
  const headers = event.headers.map(([name, value]): [string, string] => [
    name,
    SECRET.test(name) ? crossedOut(value) : value,
  ]);
  const text = Array.from({ length: event.hex.length / 2 }, (_, index) =>
    String.fromCharCode(Number.parseInt(event.hex.slice(index * 2, index * 2 + 2), 16)),
  ).join('');
  const kept = text.replaceAll(SECRET_LINE, (_, name: string, value: string) => name + crossedOut(value));
  const hex = Array.from(kept, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return { ...event, headers, hex };
}

/** Name and major version, as a recording says them: `Chromium 153`, `Firefox 146`. */
export function browserName(userAgent: string): string {
  const [, name, version] = /(Firefox|Edg|Chrome|Version)\/(\d+)/.exec(userAgent) ?? [];
  const names: Record<string, string> = { Edg: 'Edge', Chrome: 'Chromium', Version: 'Safari' };
  return name === undefined ? 'another browser' : `${names[name] ?? name} ${version}`;
}

import type { RoomSnapshot } from '#protocol/room-snapshot.ts';
import { distributionOf } from '#server/rooms/state/distribution.ts';

const COLUMNS = ['name', 'exercise', 'passed', 'minutes', 'runs', 'highest_rung', 'last_code', 'last_reason'] as const;

/** One line for each exercise that somebody has opened; one for who has opened none. */
export function roomCsv({ participants }: RoomSnapshot): string {
  const rows = participants.flatMap(({ name, open, left, passed, saw }) => {
    const tail = saw === undefined ? ['', ''] : [saw.code, saw.reason];
    const done = passed.map((one) => [name, one.exercise, 'yes', minutes(one.tookMs), one.runs, one.rung, ...tail]);
    const isPassed = (exercise: string): boolean => passed.some((one) => one.exercise === exercise);
    const going = [...left, ...(open === undefined ? [] : [open])]
      .filter(({ exercise }) => !isPassed(exercise))
      .map(({ exercise, runs, rung }) => [name, exercise, 'no', '', runs, rung, ...tail]);
    const all = [...done, ...going];
    return all.length > 0 ? all : [[name, '', 'no', '', 0, 0, ...tail]];
  });
  return [[...COLUMNS], ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** What happened, without anybody's code: consent was to show it, not to keep it. */
export function roomJson(room: RoomSnapshot): string {
  const { title, openedAtMs, phase, participants, history } = room;
  const opened = new Date(openedAtMs).toISOString();
  const ended = phase.is === 'ended' ? new Date(phase.atMs).toISOString() : null;
  return JSON.stringify({ title, opened, ended, distribution: distributionOf(room), participants, history }, null, 2);
}

/**
 * RFC 4180, and nothing that a spreadsheet would take for a formula: a cell
 * that begins like one is text behind an apostrophe (OWASP, "CSV Injection").
 */
export function csvCell(value: string | number): string {
  const text = String(value);
  const defused = typeof value === 'string' && /^\s*[=+\-@\t\r|%＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(defused) || defused !== text ? `"${defused.replaceAll('"', '""')}"` : defused;
}

function minutes(ms: number): string {
  return (ms / 60_000).toFixed(1);
}

import type { Run } from '../run-state.ts';
import { filterRows, type TimelineFilter } from './timeline-filter.ts';
import type { MergedRun } from './timeline-items.ts';
import { rowText } from './row-text.ts';

/** What is shown, as text for a message or a bug report. */
export function timelineText(runs: readonly MergedRun[], filter: TimelineFilter): string {
  return runs
    .map(({ run, rows }) => {
      const isOneClient = new Set(rows.map(({ client }) => client).filter((client) => client !== undefined)).size < 2;
      const lines = filterRows(rows, filter).map((row) => {
        const { label, text } = rowText(row);
        const client = isOneClient || row.client === undefined ? '' : `client ${row.client}  `;
        return `${row.atMs.toFixed(1).padStart(9)}  ${row.lane.padEnd(7)}  ${client}${label} ${text}`.trimEnd();
      });
      return [headOf(run), `${'ms'.padStart(9)}  lane     event`, ...lines].join('\n');
    })
    .join('\n\n');
}

/** The same as JSON, with every field of every event. */
export function timelineJson(runs: readonly MergedRun[], filter: TimelineFilter): string {
  const said = runs.map(({ run, rows }) => ({
    title: run.title,
    language: run.language,
    server: run.profile,
    events: filterRows(rows, filter).map(({ atMs, lane, client, entry: { event } }) => {
      const { atMs: ownMs, ...fields } = event;
      return { atMs: round(atMs), lane, ...(client === undefined ? {} : { client }), ...fields, ownMs };
    }),
  }));
  return JSON.stringify(said, null, 2);
}

function headOf({ number, title, language, profile }: Run): string {
  return `${number === 0 ? 'Recorded run' : `Run ${number}`}: ${title}, ${language}, ${profile}`;
}

const round = (ms: number): number => Math.round(ms * 1_000) / 1_000;

import { rowText } from './row-text.ts';
import type { Lane, TimelineRow } from './timeline-state.ts';

export interface TimelineFilter {
  hiddenLanes: ReadonlySet<Lane>;
  search: string;
}

export const SHOWS_ALL: TimelineFilter = { hiddenLanes: new Set(), search: '' };

export function isFiltering({ hiddenLanes, search }: TimelineFilter): boolean {
  return hiddenLanes.size > 0 || search.trim() !== '';
}

/** Every word must occur in what a row says or in its event; bytes are searched as text, not as hex. */
export function filterRows(rows: readonly TimelineRow[], filter: TimelineFilter): TimelineRow[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => !filter.hiddenLanes.has(row.lane) && (words.length === 0 || says(row, words)));
}

function says(row: TimelineRow, words: readonly string[]): boolean {
  const { label, text } = rowText(row);
  const { hex: _hex, ...event } = { hex: '', ...row.entry.event };
  const all = `${row.lane} ${label} ${text} ${JSON.stringify(event)}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

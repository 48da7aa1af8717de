import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { rowText } from '../playground/timeline/row-text.ts';
import { mergeTimeline, type Lane, type TimelineRow } from '../playground/timeline/timeline-state.ts';
import type { Run } from '../playground/run-state.ts';

/** One line of the timeline on a docs page. */
export interface CompactRow {
  key: string;
  atMs: number;
  client: number | undefined;
  lane: Lane;
  /** Where an arrow leads, for what travels. */
  to: Lane | undefined;
  label: string;
  text: string;
  isProblem: boolean;
}

/** Left to the playground: they say again what another row has said. */
const ELSEWHERE: ReadonlySet<TimelineEvent['kind']> = new Set(['state', 'server-log', 'waiting', 'asgi-receive']);

export function compactRows({ browser, server }: Pick<Run, 'browser' | 'server'>): CompactRow[] {
  return mergeTimeline(browser, server)
    .filter(({ entry }) => entry.from === 'browser' || !ELSEWHERE.has(entry.event.kind))
    .map(toCompactRow);
}

function toCompactRow(row: TimelineRow): CompactRow {
  const { label, text, to, tone } = rowText(row);
  const { key, atMs, client, lane } = row;
  return { key, atMs, client, lane, to, label, text, isProblem: tone === 'problem' };
}

/** From the first row to the last: the length of a time axis. */
export function spanMs(run: Pick<Run, 'browser' | 'server'>): number {
  return compactRows(run).at(-1)?.atMs ?? 0;
}

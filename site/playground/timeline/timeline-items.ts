import { isOver, type Run } from '../run-state.ts';
import { filterRows, isFiltering, type TimelineFilter } from './timeline-filter.ts';
import type { TimelineRow } from './timeline-state.ts';

/** What stands one below the other: the head of a run, its rows, and the pauses between them. */
export type TimelineItem = { key: string; y: number; height: number } & (
  | { kind: 'divider'; run: Run }
  | { kind: 'nothing'; text: string }
  | { kind: 'pause'; pauseMs: number }
  | { kind: 'row'; run: Run; row: TimelineRow }
);
export type RowItem = Extract<TimelineItem, { kind: 'row' }>;

export interface TimelineScale {
  rowPx: number;
  /** How much of the page a millisecond takes; 0 puts the rows one below the other. */
  pxPerMs: number;
  /** Heights of the opened rows by key, details included. */
  openedPx: ReadonlyMap<string, number>;
}

const DIVIDER_PX = 36;
const PAUSE_PX = 24;
/** A pause this long is folded into one line. */
const PAUSE_MS = 250;
/** To scale, it is folded when it would leave half a screen empty. */
const MAX_EMPTY_PX = 240;

export interface MergedRun {
  run: Run;
  rows: readonly TimelineRow[];
}

/**
 * Lays out the runs from top to bottom. To scale, the distance of two rows is
 * the time between them: never less than a row, and folded when it is longer
 * than can be looked at.
 */
export function timelineItems(
  runs: readonly MergedRun[],
  filter: TimelineFilter,
  { rowPx, pxPerMs, openedPx }: TimelineScale,
): TimelineItem[] {
  const items: TimelineItem[] = [];
  let y = 0;
  const place = <Item extends { key: string; height: number }>(item: Item): Item & { y: number } => {
    const placed = { ...item, y };
    y += item.height;
    return placed;
  };
  for (const { run, rows } of runs) {
    items.push(place({ kind: 'divider', key: `${run.runId}:divider`, height: DIVIDER_PX, run }));
    const shown = filterRows(rows, filter);
    if (shown.length === 0)
      items.push(
        place({ kind: 'nothing', key: `${run.runId}:nothing`, height: rowPx, text: noRows(run, rows, filter) }),
      );
    for (const [index, row] of shown.entries()) {
      const key = rowKey(run, row);
      const pauseMs = row.atMs - (shown[index - 1]?.atMs ?? row.atMs);
      const emptyPx = Math.max(0, pauseMs * pxPerMs - rowPx);
      if (pxPerMs === 0 ? pauseMs > PAUSE_MS : emptyPx > MAX_EMPTY_PX)
        items.push(place({ kind: 'pause', key: `${key}:pause`, height: PAUSE_PX, pauseMs }));
      else y += emptyPx;
      items.push(place({ kind: 'row', key, height: openedPx.get(key) ?? rowPx, run, row }));
    }
  }
  return items;
}

export function rowKey({ runId }: Run, { key }: TimelineRow): string {
  return `${runId}:${key}`;
}

function noRows(run: Run, rows: readonly TimelineRow[], filter: TimelineFilter): string {
  if (run.at.phase === 'refused') return 'Nothing ran.';
  if (rows.length === 0 || !isFiltering(filter))
    return isOver(run) ? 'Nothing happened in this run.' : 'Nothing has happened yet.';
  return rows.length === 1
    ? 'The one event of this run is hidden by the filter.'
    : `All ${rows.length} events of this run are hidden by the filter.`;
}

export function totalHeight(items: readonly TimelineItem[]): number {
  const last = items.at(-1);
  return last === undefined ? 0 : last.y + last.height;
}

/** Those that touch the part from `top` to `bottom`: only they are drawn. */
export function itemsBetween(items: readonly TimelineItem[], top: number, bottom: number): TimelineItem[] {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && item.y + item.height < top) low = middle + 1;
    else high = middle;
  }
  const found: TimelineItem[] = [];
  for (let index = low; index < items.length; index += 1) {
    const item = items[index];
    if (item === undefined || item.y > bottom) break;
    found.push(item);
  }
  return found;
}

/** "2.0 s", "340 ms": the length of a pause. */
export function pauseText(ms: number): string {
  if (ms >= 1_000) return `··· ${(ms / 1_000).toFixed(1)} s ···`;
  return `··· ${ms >= 10 ? ms.toFixed(0) : ms.toFixed(1)} ms ···`;
}

import type { LaneLayout } from './lane-layout.ts';
import type { Links } from './links.ts';
import { rowText } from './row-text.ts';
import type { RowItem, TimelineItem } from './timeline-items.ts';
import type { Lane } from './timeline-state.ts';

/** An arrow from where something left to where it arrived; its slope is the time between. */
export interface Arrow {
  key: string;
  /** The row that it belongs to: what was sent. */
  item: RowItem;
  lane: Lane;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/**
 * The arrows of all rows. What has a row at its other end points there; what
 * has none (the handler's side of a message, a ping without an answer) points
 * straight to the lane that it goes to.
 */
export function arrowsOf(
  items: readonly TimelineItem[],
  linksByRun: ReadonlyMap<string, Links>,
  { x }: LaneLayout,
  rowPx: number,
): Arrow[] {
  const rows = items.filter((item) => item.kind === 'row');
  const byEvent = new Map(rows.map((item) => [item.row.entry.event, item]));
  const arrows: Arrow[] = [];
  const travelled = new Set<RowItem>();
  const centre = ({ y }: RowItem): number => y + rowPx / 2;
  for (const effect of rows) {
    const cause = linksByRun.get(effect.run.runId)?.causes.get(effect.row.entry.event);
    const from = cause === undefined ? undefined : byEvent.get(cause);
    if (from === undefined) continue;
    // A message of the handler leaves the server, after the server has taken it.
    const startLane = from.row.entry.event.kind === 'asgi-send' ? 'server' : from.row.lane;
    if (x[startLane] === x[effect.row.lane]) continue;
    if (from.row.entry.event.kind !== 'asgi-send') travelled.add(from);
    arrows.push({
      key: `${from.key}>${effect.key}`,
      item: from,
      lane: from.row.lane,
      x1: x[startLane],
      y1: centre(from),
      x2: x[effect.row.lane],
      y2: centre(effect),
    });
  }
  for (const item of rows) {
    const { to } = rowText(item.row);
    if (to === undefined || travelled.has(item) || x[to] === x[item.row.lane]) continue;
    const y = centre(item);
    arrows.push({ key: item.key, item, lane: item.row.lane, x1: x[item.row.lane], y1: y, x2: x[to], y2: y });
  }
  return arrows;
}

export function arrowsBetween(arrows: readonly Arrow[], top: number, bottom: number): Arrow[] {
  return arrows.filter(({ y1, y2 }) => Math.max(y1, y2) >= top && Math.min(y1, y2) <= bottom);
}

/** The shaft, short of the lifeline, and the two strokes of its head. */
export function arrowPath({ x1, y1, x2, y2 }: Arrow): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [tipX, tipY] = [x2 - dx * 3, y2 - dy * 3];
  const side = (turn: number): string => {
    const [backX, backY] = [tipX - dx * 7, tipY - dy * 7];
    return `${round(backX - turn * dy * 3.5)} ${round(backY + turn * dx * 3.5)}`;
  };
  return `M${round(x1)} ${round(y1)}L${round(tipX)} ${round(tipY)}M${side(1)}L${round(tipX)} ${round(tipY)}L${side(-1)}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

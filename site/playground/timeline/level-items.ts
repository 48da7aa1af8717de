import { diffArrays } from 'diff';
import { rowText } from './row-text.ts';
import type { TimelineItem } from './timeline-items.ts';

export type LevelItems = readonly [TimelineItem[], TimelineItem[]];

/**
 * Puts two timelines on one axis: what both do in the same order stands level,
 * and what only one of them does leaves a gap in the other. Time would not do
 * for that: two runs of one handler differ by milliseconds.
 */
export function levelItems(left: readonly TimelineItem[], right: readonly TimelineItem[]): LevelItems {
  const level: LevelItems = [[], []];
  const waiting: LevelItems = [[], []];
  let y = 0;
  const lines = (): void => {
    for (let line = 0; line < Math.max(waiting[0].length, waiting[1].length); line += 1) {
      const pair = [waiting[0][line], waiting[1][line]];
      const height = Math.max(...pair.map((item) => item?.height ?? 0));
      for (const [side, item] of pair.entries())
        if (item !== undefined) level[side as 0 | 1].push({ ...item, y, height });
      y += height;
    }
    waiting[0].length = 0;
    waiting[1].length = 0;
  };
  let [l, r] = [0, 0];
  for (const { count, added, removed } of diffArrays(left.map(stepOf), right.map(stepOf))) {
    const isShared = !added && !removed;
    if (isShared) lines();
    if (!added) waiting[0].push(...left.slice(l, (l += count)));
    if (!removed) waiting[1].push(...right.slice(r, (r += count)));
    if (isShared) lines();
  }
  lines();
  return level;
}

/** What makes two rows the same step: who did what. The words of a reason or a path are not part of it. */
function stepOf(item: TimelineItem): string {
  if (item.kind !== 'row') return item.kind;
  const { label, text } = rowText(item.row);
  const asgiType = /^websocket\.[\w.]+/.exec(text)?.[0] ?? '';
  return `${item.row.lane} ${label} ${asgiType}`;
}

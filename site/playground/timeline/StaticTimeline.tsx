import type { JSX } from 'preact';
import type { Run } from '../run-state.ts';
import { arrowsOf } from './arrows.ts';
import { clientTags } from './client-tags.ts';
import { ClientMark } from './ClientMark.tsx';
import { STATIC_LANES } from './lane-layout.ts';
import { LaneScene } from './LaneScene.tsx';
import { linksOf } from './links.ts';
import { lineCount } from './line-count.ts';
import { rowText } from './row-text.ts';
import { type LevelItems, levelItems } from './level-items.ts';
import { SHOWS_ALL } from './timeline-filter.ts';
import { pauseText, rowKey, timelineItems, totalHeight, type TimelineItem } from './timeline-items.ts';
import { mergeTimeline } from './timeline-state.ts';

interface Props {
  run: Run;
  /** Where its rows stand; left out, one below the other. */
  items?: readonly TimelineItem[] | undefined;
}

const ROW_PX = 24;
const LINE_PX = 18;
/** What fits into one line beside the lanes, on a phone. */
const LINE_CHARACTERS = 27;
/** What another row has said already. */
const REPEATS: ReadonlySet<string> = new Set(['state', 'server-log', 'waiting']);

/** The rows of a run without what other rows say, and the pauses between them. */
export function staticItems(run: Run): TimelineItem[] {
  const rows = mergeTimeline(run.browser, run.server).filter(({ entry }) => !REPEATS.has(entry.event.kind));
  const openedPx = new Map(
    rows.map((row) => {
      const { label, text } = rowText(row);
      const lines = lineCount(`${label} ${text}`, LINE_CHARACTERS);
      return [rowKey(run, row), ROW_PX + (lines - 1) * LINE_PX];
    }),
  );
  const [divider, ...items] = timelineItems([{ run, rows }], SHOWS_ALL, { rowPx: ROW_PX, pxPerMs: 0, openedPx });
  // The page names the run, so its divider is left out.
  return items.map((item) => ({ ...item, y: item.y - (divider?.height ?? 0) }));
}

/** The rows of two runs, so placed that equal steps stand level. */
export function levelRuns(left: Run, right: Run): LevelItems {
  return levelItems(staticItems(left), staticItems(right));
}

/** The timeline of a run as HTML that needs no script: for a page that is rendered once. */
export function StaticTimeline({ run, items = staticItems(run) }: Props): JSX.Element {
  const height = totalHeight(items);
  const tagOf = clientTags(run);
  const arrows = arrowsOf(items, new Map([[run.runId, linksOf(run)]]), STATIC_LANES, ROW_PX);
  return (
    <div class="static-timeline">
      <div class="timeline-head" aria-hidden="true">
        <span class="ms">ms</span>
        <span class="lanes">
          {STATIC_LANES.headings.map(({ label, lane, x }) => (
            <span key={label} class="lane-name" data-lane={lane} style={{ left: `${(100 * x) / STATIC_LANES.width}%` }}>
              {label}
            </span>
          ))}
        </span>
      </div>
      <div class="timeline-canvas" style={{ height: `${height}px` }}>
        <ol>
          {items.map((item) => {
            const style = { top: `${item.y}px`, height: `${item.height}px` };
            if (item.kind === 'pause')
              return (
                <li key={item.key} class="gap" style={style}>
                  {pauseText(item.pauseMs)}
                </li>
              );
            if (item.kind !== 'row') return null;
            const { label, text, tone } = rowText(item.row);
            const tag = tagOf(item.row);
            return (
              <li key={item.key} class="row" data-lane={item.row.lane} data-tone={tone} style={style}>
                <span class="ms">{item.row.atMs.toFixed(1)}</span>
                <span class="said">
                  <span class="sr-only">{item.row.lane}: </span>
                  {tag !== undefined && <ClientMark tag={tag} />}
                  <b>{label}</b> {text}
                </span>
              </li>
            );
          })}
        </ol>
        <LaneScene
          layout={STATIC_LANES}
          top={0}
          bottom={height}
          rowPx={ROW_PX}
          rows={items.filter((item) => item.kind === 'row')}
          arrows={arrows}
          tags={new Map([[run.runId, tagOf]])}
          lit={new Set()}
        />
      </div>
    </div>
  );
}

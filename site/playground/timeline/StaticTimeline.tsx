import type { JSX } from 'preact';
import type { Run } from '../run-state.ts';
import { arrowsOf } from './arrows.ts';
import { clientTags } from './client-tags.ts';
import { ClientMark } from './ClientMark.tsx';
import { laneLayout } from './lane-layout.ts';
import { LaneScene } from './LaneScene.tsx';
import { linksOf } from './links.ts';
import { rowText } from './row-text.ts';
import { SHOWS_ALL } from './timeline-filter.ts';
import { pauseText, timelineItems, totalHeight } from './timeline-items.ts';
import { mergeTimeline, type TimelineRow } from './timeline-state.ts';

interface Props {
  run: Run;
  /** Width that the page has for it; narrow ones get three lanes. */
  widthPx?: number;
  /** Left out: what another row has said, such as the states and the lines of the server's log. */
  isCompact?: boolean;
}

const ROW_PX = 24;
const REPEATS: ReadonlySet<string> = new Set(['state', 'server-log', 'waiting']);

/** The timeline of a run as HTML that needs no script: for a page that is rendered once. */
export function StaticTimeline({ run, widthPx = 640, isCompact = true }: Props): JSX.Element {
  const rows = mergeTimeline(run.browser, run.server).filter(
    ({ entry }: TimelineRow) => !isCompact || !REPEATS.has(entry.event.kind),
  );
  const layout = laneLayout(widthPx);
  const scale = { rowPx: ROW_PX, pxPerMs: 0, openedPx: new Map<string, number>() };
  const [divider, ...items] = timelineItems([{ run, rows }], SHOWS_ALL, scale);
  // The page names the run, so its divider is left out.
  const placed = items.map((item) => ({ ...item, y: item.y - (divider?.height ?? 0) }));
  const height = totalHeight(placed);
  const tagOf = clientTags(run);
  const arrows = arrowsOf(placed, new Map([[run.runId, linksOf(run)]]), layout, ROW_PX);
  return (
    <div class="static-timeline">
      <div class="timeline-head" aria-hidden="true">
        <span class="ms">ms</span>
        <span class="lanes" style={{ width: `${layout.width}px` }}>
          {layout.headings.map(({ label, lane, x }) => (
            <span key={label} class="lane-name" data-lane={lane} style={{ left: `${x}px` }}>
              {label}
            </span>
          ))}
        </span>
      </div>
      <div class="timeline-canvas" style={{ height: `${height}px` }}>
        <ol>
          {placed.map((item) => {
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
              <li key={item.key} class="row-item row" data-lane={item.row.lane} data-tone={tone} style={style}>
                <span class="ms">{item.row.atMs.toFixed(1)}</span>
                <span class="lanes-room" style={{ width: `${layout.width}px` }} />
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
          layout={layout}
          top={0}
          bottom={height}
          rowPx={ROW_PX}
          rows={placed.filter((item) => item.kind === 'row')}
          arrows={arrows}
          tags={new Map([[run.runId, tagOf]])}
          lit={new Set()}
        />
      </div>
    </div>
  );
}

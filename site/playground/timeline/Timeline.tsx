import { LANGUAGE_NAMES } from '#protocol/languages.ts';
import { useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Playground } from '../playground.ts';
import { isOver, type Run } from '../run-state.ts';
import { StatesPanel } from '../states/StatesPanel.tsx';
import { arrowsBetween, arrowsOf } from './arrows.ts';
import type { AnyEvent } from './causes.ts';
import { clientTags } from './client-tags.ts';
import { laneLayout } from './lane-layout.ts';
import { LaneHeadings } from './LaneHeadings.tsx';
import { LaneScene } from './LaneScene.tsx';
import { linksOf, type Links } from './links.ts';
import { FollowButton, useFollow } from './follow.tsx';
import { itemsBetween, pauseText, timelineItems, totalHeight, type RowItem } from './timeline-items.ts';
import { mergeTimeline } from './timeline-state.ts';
import { TimelineRowView } from './TimelineRowView.tsx';
import { TimelineTools } from './TimelineTools.tsx';
import { TimelineView } from './timeline-view.ts';
import { bringIntoView, useViewport } from './use-viewport.ts';

interface Props {
  playground: Playground;
  onLine: (line: number) => void;
}

const ROW_PX = 24;
/** A finger needs more. */
const NARROW_ROW_PX = 32;
const NARROW_PX = 520;

/** What happened, as a sequence diagram: words to the right, and only what can be seen is drawn. */
export function Timeline({ playground, onLine }: Props): JSX.Element {
  const section = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const toFocus = useRef<string | undefined>(undefined);
  const view = useMemo(() => new TimelineView(), []);
  const widthPx = useSignal(800);
  const viewport = useViewport(canvas);

  useEffect(() => {
    const element = section.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => (widthPx.value = element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [widthPx]);

  const merged = useMerged(playground.runs.all.value);
  const layout = laneLayout(widthPx.value);
  const rowPx = widthPx.value < NARROW_PX ? NARROW_ROW_PX : ROW_PX;
  const scale = { rowPx, pxPerMs: view.pxPerMs.value, openedPx: view.openedPx.value };
  const items = useMemo(
    () => timelineItems(merged, view.filter.value, scale),
    [merged, view.filter.value, rowPx, scale.pxPerMs, scale.openedPx],
  );
  const rows = useMemo(() => items.filter((item) => item.kind === 'row'), [items]);
  const links = useMemo(() => new Map(merged.map(({ run, links: own }) => [run.runId, own])), [merged]);
  const tags = useMemo(() => new Map(merged.map(({ run }) => [run.runId, clientTags(run)])), [merged]);
  const arrows = useMemo(() => arrowsOf(items, links, layout, rowPx), [items, links, layout.width, rowPx]);

  const newest = playground.runs.latest.value;
  const isRecorded = newest?.recordedOn !== undefined;
  useFollow(view, scroller, { rows: items, newest: newest?.runId, isRecorded });

  const { top, bottom } = viewport.value;
  const drawn = itemsBetween(items, top, bottom);
  const drawnRows = drawn.filter((item) => item.kind === 'row');
  const places = useMemo(() => new Map(rows.map(({ key }, index) => [key, index])), [rows]);
  const height = totalHeight(items);

  // What lights up: the thread of the row that is pointed at, or what the line of the cursor has caused.
  const pointedItem = rowOf(rows, places, view.pointed.value);
  useEffect(() => {
    const code = playground.handler.code.peek();
    playground.lines.pointed.value = pointedItem?.run.code === code ? lineOf(links, pointedItem) : undefined;
  }, [pointedItem, links]);
  const cursorLine = playground.lines.cursor.value;
  const code = playground.handler.code.value;
  const lit = useMemo(() => {
    const isLit = litBy(links, pointedItem, cursorLine, code);
    return new Set(drawnRows.filter((item) => isLit(item)).map(({ key }) => key));
  }, [links, pointedItem, cursorLine, code, items, top, bottom]);

  const selectedKey = view.selected.value;
  const tabStop = places.has(selectedKey ?? '') ? selectedKey : rows[0]?.key;
  useSignalEffect(() => {
    const asked = view.asked.value;
    const item = asked === undefined ? undefined : rowOf(rows, places, asked.key);
    if (asked === undefined || item === undefined || canvas.current === null) return;
    const heightPx = Math.max(2 * rowPx, view.openedPx.peek().get(asked.key) ?? 0);
    bringIntoView(canvas.current, item.y - rowPx, item.y + heightPx);
    if (!asked.focuses) return;
    const row = rowElement(canvas.current, asked.key);
    row?.focus({ preventScroll: true });
    if (row === null) toFocus.current = asked.key;
  });
  // A row that was out of sight is drawn a frame later than it is asked for.
  useLayoutEffect(() => {
    const row = toFocus.current === undefined ? null : rowElement(canvas.current, toFocus.current);
    if (row === null) return;
    toFocus.current = undefined;
    row.focus({ preventScroll: true });
  });

  const step = (event: KeyboardEvent): void => {
    const now = places.get((event.target as HTMLElement).dataset['key'] ?? '');
    const next = now === undefined ? undefined : STEPS[event.key]?.(now, rows.length);
    const item = next === undefined ? undefined : rows[next];
    if (item === undefined) return;
    event.preventDefault();
    view.select(item.key, { focuses: true });
  };

  return (
    <section ref={section} class="timeline" aria-label="Timeline">
      <TimelineTools
        view={view}
        runs={merged}
        canClear={playground.runs.all.value.some((run) => isOver(run) && run.recordedOn === undefined)}
        onClear={() => playground.runs.clear()}
      />
      <LaneHeadings layout={layout} view={view}>
        <FollowButton view={view} scroller={scroller} isRecorded={isRecorded} />
      </LaneHeadings>
      <div ref={scroller} class="timeline-rows">
        <div ref={canvas} class="timeline-canvas" style={{ height: `${height}px` }}>
          <ol aria-label="Events in order of time">
            {drawn.map((item) => {
              const style = { top: `${item.y}px`, height: `${item.height}px` };
              switch (item.kind) {
                case 'divider':
                  return <Divider key={item.key} run={item.run} style={style} />;
                case 'pause':
                  return (
                    <li key={item.key} class="gap" style={style}>
                      {pauseText(item.pauseMs)}
                    </li>
                  );
                case 'nothing':
                  return (
                    <li key={item.key} class="gap" style={style}>
                      {item.text}
                    </li>
                  );
                case 'row': {
                  const own = links.get(item.run.runId);
                  if (own === undefined) return null;
                  return (
                    <TimelineRowView
                      key={item.key}
                      item={item}
                      view={view}
                      links={own}
                      tag={tags.get(item.run.runId)?.(item.row)}
                      rowPx={rowPx}
                      lanesPx={layout.width}
                      position={(places.get(item.key) ?? 0) + 1}
                      count={rows.length}
                      isLit={lit.has(item.key)}
                      isSelected={item.key === selectedKey}
                      isTabStop={item.key === tabStop}
                      onKeyDown={step}
                      onLine={onLine}
                    />
                  );
                }
              }
            })}
          </ol>
          <LaneScene
            layout={layout}
            top={Math.max(0, top)}
            bottom={Math.min(height, bottom)}
            rowPx={rowPx}
            rows={drawnRows}
            arrows={arrowsBetween(arrows, top, bottom)}
            tags={tags}
            lit={lit}
          />
        </div>
      </div>
      <StatesPanel view={view} runs={merged} rows={rows} client={playground.runs.client.value} />
    </section>
  );
}

const STEPS: Readonly<Record<string, (now: number, count: number) => number>> = {
  ArrowDown: (now, count) => Math.min(count - 1, now + 1),
  ArrowUp: (now) => Math.max(0, now - 1),
  Home: () => 0,
  End: (_now, count) => count - 1,
};

/** Each run is merged again only when it has changed. */
function useMerged(runs: readonly Run[]) {
  const known = useRef(new Map<Run, { run: Run; rows: ReturnType<typeof mergeTimeline>; links: Links }>());
  return useMemo(() => {
    const before = known.current;
    known.current = new Map(
      runs.map((run) => [
        run,
        before.get(run) ?? { run, rows: mergeTimeline(run.browser, run.server), links: linksOf(run) },
      ]),
    );
    return [...known.current.values()];
  }, [runs]);
}

function Divider({ run, style }: { run: Run; style: { top: string; height: string } }): JSX.Element {
  return (
    <li class="run-divider" style={style}>
      <span>{run.recordedOn === undefined ? `Run ${run.number}` : 'Recorded'}</span> {run.title},{' '}
      {LANGUAGE_NAMES[run.language]}, {run.profile}
    </li>
  );
}

function rowOf(
  rows: readonly RowItem[],
  places: ReadonlyMap<string, number>,
  key: string | undefined,
): RowItem | undefined {
  const place = key === undefined ? undefined : places.get(key);
  return place === undefined ? undefined : rows[place];
}

function lineOf(links: ReadonlyMap<string, Links>, { run, row }: RowItem): number | undefined {
  return links.get(run.runId)?.lineOf(row.entry.event);
}

function litBy(
  links: ReadonlyMap<string, Links>,
  pointed: RowItem | undefined,
  cursorLine: number | undefined,
  code: string,
): (item: RowItem) => boolean {
  if (pointed !== undefined) {
    const thread = new Set<AnyEvent>(links.get(pointed.run.runId)?.threadOf(pointed.row.entry.event));
    return ({ row }) => thread.has(row.entry.event);
  }
  // A line of an older source is another line, and lights up nothing.
  return (item) => cursorLine !== undefined && item.run.code === code && lineOf(links, item) === cursorLine;
}

function rowElement(canvas: HTMLElement | null, key: string): HTMLElement | null {
  return canvas?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}

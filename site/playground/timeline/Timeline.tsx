import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Icon } from '../components/icons.tsx';
import { useNarrow } from '../components/use-narrow.ts';
import type { Playground } from '../playground.ts';
import { LANGUAGE_NAMES } from '../language-choice.ts';
import type { Run } from '../run-state.ts';
import { laneLayout } from './lane-layout.ts';
import { mergeTimeline } from './timeline-state.ts';
import { TimelineRowView } from './TimelineRowView.tsx';

/** A pause this long is folded into one line. */
const GAP_MS = 250;
/** Rows drawn of one run. A flood is no easier to read when all of it is there. */
const MAX_ROWS = 400;
const AT_END_PX = 24;

interface Props {
  playground: Playground;
  onLine: (line: number) => void;
}

export function Timeline({ playground, onLine }: Props): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const follows = useSignal(true);
  const lastTopPx = useRef(0);
  const layout = laneLayout(useNarrow().value);
  const runs = playground.runs.value;

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const follow = (): void => {
      if (follows.value) box.scrollTop = box.scrollHeight;
    };
    follow();
    // The verdict above grows when it is spoken, and takes its room from here.
    const observer = new ResizeObserver(follow);
    observer.observe(box);
    return () => observer.disconnect();
  }, [runs, follows]);

  return (
    <section class="timeline" aria-label="Timeline">
      <div class="timeline-head">
        <span class="ms">ms</span>
        <span class="lanes" style={{ width: `${layout.width}px` }}>
          {layout.headings.map(({ label, lane, x }) => (
            <span key={label} class="lane-name" data-lane={lane} style={{ left: `${x}px` }}>
              {label}
            </span>
          ))}
        </span>
        <button type="button" class="quiet" onClick={() => playground.clear()} disabled={runs.length < 2}>
          <Icon name="clear" /> Clear
        </button>
      </div>
      <div
        ref={scroller}
        class="timeline-rows"
        tabIndex={0}
        role="region"
        aria-label="Events in order of time"
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          // Only a move upwards is the reader's: rows may have been added since we scrolled to the end ourselves.
          if (scrollHeight - scrollTop - clientHeight < AT_END_PX) follows.value = true;
          else if (scrollTop < lastTopPx.current) follows.value = false;
          lastTopPx.current = scrollTop;
        }}
      >
        {runs.map((run) => (
          <RunRows key={run.runId} playground={playground} run={run} layout={layout} onLine={onLine} />
        ))}
      </div>
    </section>
  );
}

interface RunProps extends Props {
  run: Run;
  layout: ReturnType<typeof laneLayout>;
}

function RunRows({ playground, run, layout, onLine }: RunProps) {
  const rows = useMemo(() => mergeTimeline(run.browser, run.server), [run.browser, run.server]);
  const hidden = Math.max(0, rows.length - MAX_ROWS);
  return (
    <>
      <p class="run-divider">
        <span>Run {run.number}</span> {run.title}, {LANGUAGE_NAMES[run.language]}, {run.profile}
      </p>
      {hidden > 0 && <p class="gap">{hidden} earlier rows are not drawn</p>}
      <ol>
        {rows.slice(hidden).map((row, index, shown) => {
          const pauseMs = row.atMs - (shown[index - 1]?.atMs ?? row.atMs);
          return (
            <TimelineRowView
              key={row.key}
              playground={playground}
              code={run.code}
              row={row}
              pause={pauseMs > GAP_MS ? `··· ${(pauseMs / 1000).toFixed(1)} s ···` : undefined}
              layout={layout}
              onLine={onLine}
            />
          );
        })}
      </ol>
    </>
  );
}

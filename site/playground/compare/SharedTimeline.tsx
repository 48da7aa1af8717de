import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Run } from '../run-state.ts';
import { rowText } from '../timeline/row-text.ts';
import { mergeTimeline, type TimelineRow } from '../timeline/timeline-state.ts';
import { sharedAxis } from './shared-axis.ts';

const MAX_ROWS = 300;

/** Both timelines, each from its `new WebSocket`, with the time in the middle. States are left out: the diagrams have them. */
export function SharedTimeline({ left, right }: { left: Run; right: Run }): JSX.Element {
  const rows = useMemo(
    () => sharedAxis(rowsOf(left), rowsOf(right)),
    [left.browser, left.server, right.browser, right.server],
  );
  const shown = rows.slice(0, MAX_ROWS);
  return (
    <section class="shared-timeline" aria-label="Both timelines">
      <h2>Both timelines, in milliseconds since each client dialled</h2>
      <ol>
        {shown.map(({ ms, left: a, right: b, pauseMs }, index) => (
          <li key={index}>
            {pauseMs !== undefined && <p class="gap">··· {(pauseMs / 1000).toFixed(1)} s ···</p>}
            <div class="axis-row">
              <Cell side="left" row={a} />
              <span class="ms">{ms}</span>
              <Cell side="right" row={b} />
            </div>
          </li>
        ))}
      </ol>
      {rows.length > shown.length && <p class="gap">{rows.length - shown.length} later rows are not drawn</p>}
    </section>
  );
}

function Cell({ side, row }: { side: 'left' | 'right'; row: TimelineRow | undefined }): JSX.Element {
  if (row === undefined) return <span class="axis-cell" data-side={side} />;
  const said = rowText(row);
  return (
    <span class="axis-cell" data-side={side} data-lane={row.lane} data-tone={said.tone}>
      <span class="sr-only">{side}, </span>
      <span class="axis-lane">{row.lane}</span>
      <span class="axis-said">
        <b>{said.label}</b> {said.text}
      </span>
    </span>
  );
}

function rowsOf(run: Run): TimelineRow[] {
  return mergeTimeline(run.browser, run.server).filter(({ entry }) => entry.event.kind !== 'state');
}

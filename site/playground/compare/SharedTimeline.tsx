import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Playground } from '../playground.ts';
import type { Run } from '../run-state.ts';
import { linksOf, type Links } from '../timeline/links.ts';
import { RowDetails } from '../timeline/RowDetails.tsx';
import { rowText } from '../timeline/row-text.ts';
import { mergeTimeline, type TimelineRow } from '../timeline/timeline-state.ts';
import { sharedAxis } from './shared-axis.ts';

const MAX_ROWS = 300;

interface Props {
  left: Playground;
  right: Playground;
  /** A line of the source is to be seen. */
  onLine: () => void;
}

/** Both timelines, each from its `new WebSocket`, with the time in the middle. States are left out: the diagrams have them. */
export function SharedTimeline({ left, right, onLine }: Props): JSX.Element {
  const [leftRun, rightRun] = [left.runs.latest.value, right.runs.latest.value];
  const opened = useSignal<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => sharedAxis(rowsOf(leftRun), rowsOf(rightRun)),
    [leftRun?.browser, leftRun?.server, rightRun?.browser, rightRun?.server],
  );
  const sides = {
    left: { links: useLinks(leftRun), playground: left },
    right: { links: useLinks(rightRun), playground: right },
  };
  const toggle = (key: string): void => {
    const now = new Set(opened.value);
    if (!now.delete(key)) now.add(key);
    opened.value = now;
  };
  const cell = (side: 'left' | 'right', row: TimelineRow | undefined): JSX.Element => {
    if (row === undefined) return <div class="axis-cell" data-side={side} />;
    const { links, playground } = sides[side];
    const key = `${side}-${playground.runs.latest.value?.runId}-${row.key}`;
    const showLine = (line: number): void => {
      playground.lines.reveal(line);
      onLine();
    };
    return (
      <Cell
        side={side}
        row={row}
        links={links}
        id={`details-${key}`}
        isOpen={opened.value.has(key)}
        onToggle={() => toggle(key)}
        onLine={showLine}
      />
    );
  };
  const shown = rows.slice(0, MAX_ROWS);
  return (
    <section class="shared-timeline" aria-label="Both timelines">
      <h2>Both timelines, in milliseconds since each client dialled</h2>
      <div class="axis-row axis-names" aria-hidden="true">
        <b>Left: {leftRun?.title}</b>
        <span class="ms">ms</span>
        <b>Right: {rightRun?.title}</b>
      </div>
      <ol>
        {shown.map(({ ms, left: a, right: b, pauseMs }) => (
          <li key={`${a?.key}-${b?.key}`}>
            {pauseMs !== undefined && <p class="gap">··· {(pauseMs / 1000).toFixed(1)} s ···</p>}
            <div class="axis-row">
              {cell('left', a)}
              <span class="ms">{ms}</span>
              {cell('right', b)}
            </div>
          </li>
        ))}
      </ol>
      {rows.length > shown.length && <p class="gap">{rows.length - shown.length} later rows are not drawn</p>}
    </section>
  );
}

interface CellProps {
  side: 'left' | 'right';
  row: TimelineRow;
  links: Links;
  id: string;
  isOpen: boolean;
  onToggle: () => void;
  onLine: (line: number) => void;
}

function Cell({ side, row, links, id, isOpen, onToggle, onLine }: CellProps): JSX.Element {
  const said = rowText(row);
  const line = links.lineOf(row.entry.event);
  return (
    <div class="axis-cell" data-side={side} data-lane={row.lane} data-tone={said.tone}>
      <div class="axis-head">
        <button type="button" aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={onToggle}>
          <span class="axis-side">{side}, </span>
          <span class="axis-lane">{row.lane}</span>
          <span class="axis-said">
            <b>{said.label}</b> {said.text}
          </span>
        </button>
        {line !== undefined && (
          <button type="button" class="line-link" onClick={() => onLine(line)}>
            line {line}
          </button>
        )}
      </div>
      {isOpen && <RowDetails id={id} row={row} links={links} />}
    </div>
  );
}

function rowsOf(run: Run | undefined): TimelineRow[] {
  if (run === undefined) return [];
  return mergeTimeline(run.browser, run.server).filter(({ entry }) => entry.event.kind !== 'state');
}

function useLinks(run: Run | undefined): Links {
  return useMemo(
    () => linksOf({ browser: run?.browser ?? [], server: run?.server ?? [] }),
    [run?.browser, run?.server],
  );
}

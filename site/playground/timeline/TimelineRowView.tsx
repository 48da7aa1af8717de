import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Playground } from '../playground.ts';
import type { LaneLayout } from './lane-layout.ts';
import { RowDetails } from './RowDetails.tsx';
import { rowText, type RowText } from './row-text.ts';
import type { TimelineRow } from './timeline-state.ts';

const HEIGHT = 24;

interface Props {
  playground: Playground;
  /** The source that the row's line belongs to. */
  code: string;
  row: TimelineRow;
  pause: string | undefined;
  layout: LaneLayout;
  onLine: (line: number) => void;
}

export function TimelineRowView({ playground, code, row, pause, layout, onLine }: Props): JSX.Element {
  const opened = useSignal(false);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (opened.value) details.current?.scrollIntoView({ block: 'nearest' });
  }, [opened.value]);
  const said = rowText(row);
  const line = 'line' in row.entry.event ? row.entry.event.line : undefined;
  const { pointedLine, cursorLine } = playground;
  // A line of an older source is another line, and lights up nothing.
  const lit = useComputed(
    () => line !== undefined && line === (pointedLine.value ?? cursorLine.value) && playground.code.value === code,
  );
  const point = (): void => void (pointedLine.value = playground.code.peek() === code ? line : undefined);
  const leave = (): void => void (pointedLine.value = undefined);
  return (
    <li onPointerEnter={point} onPointerLeave={leave} onFocusIn={point} onFocusOut={leave}>
      {pause !== undefined && <p class="gap">{pause}</p>}
      <details ref={details} onToggle={(event) => (opened.value = event.currentTarget.open)}>
        <summary class="row" data-lane={row.lane} data-tone={said.tone} data-lit={lit}>
          <span class="ms">{row.atMs.toFixed(1)}</span>
          <Arrow row={row} said={said} layout={layout} />
          <span class="said">
            <span class="sr-only">{row.lane}: </span>
            <b>{said.label}</b> {said.text}
          </span>
          {line !== undefined && (
            <button
              type="button"
              class="line-link"
              onClick={(event) => {
                event.preventDefault();
                onLine(line);
              }}
            >
              line {line}
            </button>
          )}
        </summary>
        {opened.value && <RowDetails row={row} />}
      </details>
    </li>
  );
}

/** The lifelines of all lanes, this row's mark, and an arrow to where it goes. */
function Arrow({ row, said, layout }: { row: TimelineRow; said: RowText; layout: LaneLayout }): JSX.Element {
  const y = HEIGHT / 2;
  const from = layout.x[row.lane];
  const to = said.to === undefined ? from : layout.x[said.to];
  const way = Math.sign(to - from);
  const tip = to - way * 3;
  return (
    <svg class="lanes" width={layout.width} height={HEIGHT} aria-hidden="true">
      {[...new Set(Object.values(layout.x))].map((x) => (
        <line key={x} class="lifeline" x1={x} x2={x} y1={0} y2={HEIGHT} />
      ))}
      {way !== 0 && <path d={`M${from} ${y}H${tip}M${tip - way * 6} ${y - 4}L${tip} ${y}L${tip - way * 6} ${y + 4}`} />}
      <circle cx={from} cy={y} r={said.tone === 'quiet' ? 2.5 : 4} />
    </svg>
  );
}

import type { JSX } from 'preact';
import type { ClientTag } from './client-tags.ts';
import type { Links } from './links.ts';
import { ClientMark } from './ClientMark.tsx';
import { RowDetails } from './RowDetails.tsx';
import { rowText } from './row-text.ts';
import type { RowItem } from './timeline-items.ts';
import type { TimelineView } from './timeline-view.ts';

interface Props {
  item: RowItem;
  view: TimelineView;
  links: Links;
  tag: ClientTag | undefined;
  rowPx: number;
  /** Room that the lanes take before the words. */
  lanesPx: number;
  /** Its place among the rows, for who does not see them. */
  position: number;
  count: number;
  isLit: boolean;
  isSelected: boolean;
  /** The one row that Tab reaches; the arrow keys reach the others. */
  isTabStop: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onLine: (line: number) => void;
}

/** Before it is measured, a row that has just been opened. */
const GUESS_PX = 320;

export function TimelineRowView(props: Props): JSX.Element {
  const { item, view, links, tag, rowPx, lanesPx, position, count, isLit, isSelected, isTabStop, onKeyDown, onLine } =
    props;
  const { key, row } = item;
  const said = rowText(row);
  const line = links.lineOf(row.entry.event);
  const isOpen = view.openedPx.value.has(key);
  const point = (): void => void (view.pointed.value = key);
  const leave = (): void => void (view.pointed.value = view.pointed.peek() === key ? undefined : view.pointed.peek());
  return (
    <li
      class="row-item"
      style={{ top: `${item.y}px` }}
      aria-setsize={count}
      aria-posinset={position}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocusIn={point}
      onFocusOut={leave}
    >
      <div class="row-head" data-lane={row.lane} data-tone={said.tone} data-lit={isLit} data-selected={isSelected}>
        <button
          type="button"
          class="row"
          data-key={key}
          data-lane={row.lane}
          data-lit={isLit}
          style={{ height: `${rowPx}px` }}
          tabIndex={isTabStop ? 0 : -1}
          aria-expanded={isOpen}
          aria-controls={isOpen ? `details-${key}` : undefined}
          onKeyDown={onKeyDown}
          onClick={() => {
            view.selected.value = key;
            view.toggle(key, rowPx + GUESS_PX);
          }}
        >
          <span class="ms">{row.atMs.toFixed(1)}</span>
          <span class="lanes-room" style={{ width: `${lanesPx}px` }} />
          <span class="said">
            <span class="sr-only">{row.lane}: </span>
            {tag !== undefined && <ClientMark tag={tag} />}
            <b>{said.label}</b> {said.text}
          </span>
        </button>
        {line !== undefined && (
          <button type="button" class="line-link" tabIndex={isTabStop ? 0 : -1} onClick={() => onLine(line)}>
            line {line}
          </button>
        )}
      </div>
      {isOpen && (
        <RowDetails
          id={`details-${key}`}
          row={row}
          links={links}
          onHeight={(heightPx) => view.measured(key, rowPx + heightPx)}
        />
      )}
    </li>
  );
}

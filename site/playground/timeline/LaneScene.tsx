import type { JSX } from 'preact';
import { arrowPath, type Arrow } from './arrows.ts';
import type { TagOf } from './client-tags.ts';
import type { LaneLayout } from './lane-layout.ts';
import { Mark } from './Mark.tsx';
import { rowText } from './row-text.ts';
import type { RowItem } from './timeline-items.ts';

interface Props {
  layout: LaneLayout;
  top: number;
  bottom: number;
  rowPx: number;
  rows: readonly RowItem[];
  arrows: readonly Arrow[];
  tags: ReadonlyMap<string, TagOf>;
  lit: ReadonlySet<string>;
}

/** The lifelines, the marks on them and the arrows between them: the picture beside the words. */
export function LaneScene({ layout, top, bottom, rowPx, rows, arrows, tags, lit }: Props): JSX.Element {
  const height = Math.max(0, bottom - top);
  return (
    <svg
      class="scene"
      aria-hidden="true"
      style={{ top: `${top}px` }}
      width={layout.width}
      height={height}
      preserveAspectRatio="none"
      viewBox={`0 ${top} ${layout.width} ${height}`}
    >
      {layout.headings.map(({ lane, x }) => (
        <line key={lane} class="lifeline" x1={x} x2={x} y1={top} y2={bottom} />
      ))}
      {arrows.map((arrow) => (
        <path
          key={arrow.key}
          class="arrow"
          data-lane={arrow.lane}
          data-lit={lit.has(arrow.item.key)}
          d={arrowPath(arrow)}
        />
      ))}
      {rows.map((item) => {
        const { tone } = rowText(item.row);
        const shape = tags.get(item.run.runId)?.(item.row)?.shape ?? 'circle';
        return (
          <g key={item.key} class="mark-of-row" data-lane={item.row.lane} data-tone={tone} data-lit={lit.has(item.key)}>
            <Mark x={layout.x[item.row.lane]} y={item.y + rowPx / 2} shape={shape} size={tone === 'quiet' ? 2.5 : 4} />
          </g>
        );
      })}
    </svg>
  );
}

import type { ComponentChildren, JSX } from 'preact';
import type { LaneLayout } from './lane-layout.ts';
import { LANES, type Lane } from './timeline-state.ts';
import type { TimelineView } from './timeline-view.ts';

interface Props {
  layout: LaneLayout;
  view: TimelineView;
  /** At the end of the line. */
  children: ComponentChildren;
}

/** The names of the lanes over them. Each hides and shows the events of its actor. */
export function LaneHeadings({ layout, view, children }: Props): JSX.Element {
  const { hiddenLanes } = view.filter.value;
  return (
    <div class="timeline-head">
      <span class="ms">ms</span>
      <span class="lanes" role="group" aria-label="Actors shown" style={{ width: `${layout.width}px` }}>
        {layout.headings.map(({ label, lane, x }) => {
          const lanes = LANES.filter((name) => layout.x[name] === x);
          const isShown = !lanes.some((name: Lane) => hiddenLanes.has(name));
          return (
            <button
              key={label}
              type="button"
              class="lane-name"
              data-lane={lane}
              aria-pressed={isShown}
              title={isShown ? `Hide the events of: ${label}` : `Show the events of: ${label}`}
              style={{ left: `${x}px` }}
              onClick={() => view.toggleLanes(lanes)}
            >
              {label}
            </button>
          );
        })}
      </span>
      {children}
    </div>
  );
}

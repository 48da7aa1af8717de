import { LANES, type Lane } from './timeline-state.ts';

export interface LaneLayout {
  width: number;
  headings: readonly { label: string; lane: Lane; x: number }[];
  /** Centre of each lane, in pixels. */
  x: Readonly<Record<Lane, number>>;
}

/** Where four lanes would leave too little room for words. */
const THREE_LANES_PX = 520;
const WIDE_PX = 700;

const FOUR = LANES.map((lane) => [lane]);

/** Four lanes; in a narrow place the server and the handler share one. */
export function laneLayout(widthPx: number): LaneLayout {
  if (widthPx < THREE_LANES_PX) return lanesOf([['browser'], ['wire'], ['server', 'handler']], 40);
  return lanesOf(FOUR, widthPx < WIDE_PX ? 60 : 78);
}

/** For a page that is rendered once: four lanes, and half a page of words beside them. */
export const STATIC_LANES: LaneLayout = lanesOf(FOUR, 50);

function lanesOf(columns: readonly (readonly Lane[])[], spacing: number): LaneLayout {
  const centre = (column: number): number => spacing * (column + 0.5);
  const columnOf = (lane: Lane): number => columns.findIndex((lanes) => lanes.includes(lane));
  return {
    width: spacing * columns.length,
    headings: columns.map((lanes, column) => ({
      label: lanes.join(', '),
      lane: lanes.at(-1) ?? 'browser',
      x: centre(column),
    })),
    x: {
      browser: centre(columnOf('browser')),
      wire: centre(columnOf('wire')),
      server: centre(columnOf('server')),
      handler: centre(columnOf('handler')),
    },
  };
}

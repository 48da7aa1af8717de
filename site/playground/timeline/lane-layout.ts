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

/** Four lanes; in a narrow place the server and the handler share one. */
export function laneLayout(widthPx: number): LaneLayout {
  const spacing = widthPx < THREE_LANES_PX ? 40 : widthPx < WIDE_PX ? 60 : 78;
  const columns: readonly (readonly Lane[])[] =
    widthPx < THREE_LANES_PX ? [['browser'], ['wire'], ['server', 'handler']] : LANES.map((lane) => [lane]);
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

import { LANES, type Lane } from './timeline-state.ts';

export interface LaneLayout {
  width: number;
  headings: readonly { label: string; lane: Lane; x: number }[];
  /** Centre of each lane, in pixels. */
  x: Readonly<Record<Lane, number>>;
}

/** Four lanes; on a phone the server and the handler share one. */
export function laneLayout(narrow: boolean): LaneLayout {
  const spacing = narrow ? 40 : 56;
  const columns: readonly (readonly Lane[])[] = narrow
    ? [['browser'], ['wire'], ['server', 'handler']]
    : LANES.map((lane) => [lane]);
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

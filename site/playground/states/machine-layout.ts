import type { Machine, MachineEdge } from './machines.ts';

export interface PlacedState {
  state: string;
  /** Centre. */
  x: number;
  y: number;
  /** Messages that lead from it to itself. */
  loops: string[];
}

export interface PlacedEdge {
  edge: MachineEdge;
  path: string;
  labelX: number;
  labelY: number;
}

export interface MachineLayout {
  width: number;
  height: number;
  states: PlacedState[];
  edges: PlacedEdge[];
}

export const NODE = { width: 104, height: 34 };
const COLUMN_PX = 118;
const LAYER_PX = 72;
const MARGIN = 6;

/**
 * Layers from top to bottom: a state stands below every state that leads to
 * it. An edge over several layers gets a place of its own in each between, so
 * that it goes round what stands there.
 */
export function layOutMachine({ initial, states, edges }: Machine): MachineLayout {
  const steps = edges.filter(({ from, to }) => from !== to);
  const layerOf = layers(initial, states, steps);
  const columns = new Map<number, string[]>();
  const put = (layer: number, name: string): void => void columns.set(layer, [...(columns.get(layer) ?? []), name]);
  const long = steps.filter(({ from, to }) => between(layerOf, from, to) > 1);
  // The places of the long edges are in the middle, between those who lead on and those who end.
  for (let layer = 0; layer <= Math.max(0, ...layerOf.values()); layer += 1) {
    const here = states.filter((state) => layerOf.get(state) === layer);
    const leads = here.filter((state) => steps.some(({ from }) => from === state));
    const passing = long.filter(({ from, to }) => (layerOf.get(from) ?? 0) < layer && layer < (layerOf.get(to) ?? 0));
    const [first, ...others] = leads;
    for (const name of [first, ...passing.map(passKey), ...others, ...here.filter((state) => !leads.includes(state))])
      if (name !== undefined) put(layer, name);
  }
  const widest = Math.max(...Array.from(columns.values(), ({ length }) => length));
  const width = (widest - 1) * COLUMN_PX + NODE.width + 2 * MARGIN;
  const places = new Map<string, { x: number; y: number }>();
  for (const [layer, names] of columns)
    for (const [column, name] of names.entries())
      places.set(`${layer}:${name}`, {
        x: width / 2 + (column - (names.length - 1) / 2) * COLUMN_PX,
        y: MARGIN + NODE.height / 2 + layer * LAYER_PX,
      });
  const placeOf = (state: string) => places.get(`${layerOf.get(state) ?? 0}:${state}`) ?? { x: 0, y: 0 };
  return {
    width,
    height: (columns.size - 1) * LAYER_PX + NODE.height + 2 * MARGIN,
    states: states.map((state) => ({
      state,
      ...placeOf(state),
      loops: edges.filter(({ from, to }) => from === state && to === state).flatMap(({ messages }) => messages),
    })),
    edges: steps.map((edge) => {
      const from = placeOf(edge.from);
      const to = placeOf(edge.to);
      const layer = layerOf.get(edge.from) ?? 0;
      const via = Array.from({ length: Math.max(0, between(layerOf, edge.from, edge.to) - 1) }, (_, index) =>
        places.get(`${layer + index + 1}:${passKey(edge)}`),
      ).filter((place) => place !== undefined);
      return { edge, ...route(from, via, to) };
    }),
  };
}

const passKey = ({ from, to }: MachineEdge): string => `${from}>${to}`;

function between(layerOf: ReadonlyMap<string, number>, from: string, to: string): number {
  return (layerOf.get(to) ?? 0) - (layerOf.get(from) ?? 0);
}

/** The longest way from the first state, so that every edge points down. */
function layers(initial: string, states: readonly string[], steps: readonly MachineEdge[]): Map<string, number> {
  const layerOf = new Map([[initial, 0]]);
  // One pass for each state is enough: no way without a circle is longer.
  for (let pass = 1; pass < states.length; pass += 1)
    for (const { from, to } of steps) {
      const next = (layerOf.get(from) ?? 0) + 1;
      if (layerOf.has(from) && next > (layerOf.get(to) ?? 0) && next < states.length) layerOf.set(to, next);
    }
  return layerOf;
}

interface Point {
  x: number;
  y: number;
}

function route(from: Point, via: readonly Point[], to: Point): { path: string; labelX: number; labelY: number } {
  const start = { x: from.x + lean(from, via[0] ?? to), y: from.y + NODE.height / 2 };
  const end = { x: to.x + lean(to, via.at(-1) ?? from), y: to.y - NODE.height / 2 - 2 };
  const points = [start, ...via, end];
  const path = points
    .slice(1)
    .map((point, index) => {
      const before = points[index] ?? start;
      const middle = (before.y + point.y) / 2;
      return `C${before.x} ${middle} ${point.x} ${middle} ${point.x} ${point.y}`;
    })
    .join('');
  const [middle] = via;
  return {
    path: `M${start.x} ${start.y}${path}`,
    // Nearer to where it leads than to where others leave, too.
    labelX: middle?.x ?? start.x + (end.x - start.x) * 0.72,
    labelY: middle?.y ?? start.y + (end.y - start.y) * 0.6,
  };
}

/** Edges leave a state on the side that they go to, so that two of them do not lie on each other. */
function lean(from: Point, to: Point): number {
  return Math.sign(Math.round(to.x - from.x)) * (NODE.width / 4);
}

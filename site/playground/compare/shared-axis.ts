/** One moment of the axis, with what either side has there. */
export interface AxisRow<Row> {
  /** As it is shown, in tenths of a millisecond. */
  ms: string;
  left: Row | undefined;
  right: Row | undefined;
  /** The pause before it, when it is long enough to be folded. */
  pauseMs: number | undefined;
}

const FOLDED_MS = 250;

/** Two timelines, each from its own zero, on one axis: rows that show the same time share a line. */
export function sharedAxis<Row extends { atMs: number }>(left: readonly Row[], right: readonly Row[]): AxisRow<Row>[] {
  const rows: AxisRow<Row>[] = [];
  let l = 0;
  let r = 0;
  let beforeMs = 0;
  while (l < left.length || r < right.length) {
    const [a, b] = [left[l], right[r]];
    const atMs = Math.min(a?.atMs ?? Infinity, b?.atMs ?? Infinity);
    const ms = atMs.toFixed(1);
    const takesLeft = a?.atMs.toFixed(1) === ms;
    const takesRight = b?.atMs.toFixed(1) === ms;
    const pauseMs = atMs - beforeMs > FOLDED_MS ? atMs - beforeMs : undefined;
    rows.push({ ms, left: takesLeft ? a : undefined, right: takesRight ? b : undefined, pauseMs });
    if (takesLeft) l += 1;
    if (takesRight) r += 1;
    beforeMs = atMs;
  }
  return rows;
}

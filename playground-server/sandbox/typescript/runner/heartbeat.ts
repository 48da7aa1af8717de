/**
 * A cell of shared memory that says since when a worker runs a guest's turn:
 * milliseconds of the machine's monotonic clock, or 0 between turns. A guest
 * that holds its thread cannot be asked, but it can be seen.
 */
export function createHeartbeat(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

export function beat(heartbeat: Int32Array): void {
  Atomics.store(heartbeat, 0, nowMs());
}

export function rest(heartbeat: Int32Array): void {
  Atomics.store(heartbeat, 0, 0);
}

/** How long the present turn has run; 0 when there is none. */
export function turnMs(heartbeat: Int32Array): number {
  const since = Atomics.load(heartbeat, 0);
  return since === 0 ? 0 : (nowMs() - since) & 0x7fffffff;
}

/** Never 0, which means that no turn runs. */
function nowMs(): number {
  return Number((process.hrtime.bigint() / 1_000_000n) & 0x7fffffffn) || 1;
}

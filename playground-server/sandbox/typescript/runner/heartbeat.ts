/**
 * Two cells of shared memory that say since when a worker runs a guest's turn,
 * or 0 between turns, and how much CPU its thread had used then. A guest that
 * holds its thread cannot be asked, but it can be seen.
 */
export type Heartbeat = Int32Array;

const SINCE_MS = 0;
const CPU_MS = 1;

export function createHeartbeat(): Heartbeat {
  return new Int32Array(new SharedArrayBuffer(8));
}

export function beat(heartbeat: Heartbeat): void {
  Atomics.store(heartbeat, CPU_MS, cpuMs(process.threadCpuUsage()));
  Atomics.store(heartbeat, SINCE_MS, nowMs());
}

export function rest(heartbeat: Heartbeat): void {
  Atomics.store(heartbeat, SINCE_MS, 0);
}

/** When the present turn began, on the machine's monotonic clock; 0 when there is none. */
export function turnStartMs(heartbeat: Heartbeat): number {
  return Atomics.load(heartbeat, SINCE_MS);
}

/** How long the present turn has run by the clock; 0 when there is none. */
export function turnMs(heartbeat: Heartbeat): number {
  const since = turnStartMs(heartbeat);
  return since === 0 ? 0 : (nowMs() - since) & 0x7fffffff;
}

/** CPU of the present turn, from what its thread has used in all. */
export function turnCpuMs(heartbeat: Heartbeat, thread: NodeJS.CpuUsage): number {
  return cpuMs(thread) - Atomics.load(heartbeat, CPU_MS);
}

/** Never 0, which means that no turn runs. */
function nowMs(): number {
  return Number((process.hrtime.bigint() / 1_000_000n) & 0x7fffffffn) || 1;
}

function cpuMs({ user, system }: NodeJS.CpuUsage): number {
  return Math.floor((user + system) / 1000);
}

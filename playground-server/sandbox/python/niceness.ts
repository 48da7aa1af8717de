import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** Of a run among many: a third of the server's share of the processor. */
const MOST = 5;

/**
 * How much a run yields that begins among so many others. One alone yields to
 * nobody; many together leave the server, on which everybody waits, its share.
 */
export function nicenessAmong(others: number): number {
  return Math.min(MOST, Math.max(0, others));
}

/** Linux lets an ordinary user set one session every tenth of a second. */
const RETRY_MS = 100;
const ATTEMPTS = 5;

/**
 * How much a process yields to all others, 0 to 19.
 *
 * Linux shares a processor among sessions first (`sched_autogroup`), and looks
 * at the niceness of a process only within its session. Without the second
 * step, twenty Pythons that lead sessions of their own would have twenty times
 * the processor of the server. It counts for everybody in the session.
 */
export async function setNiceness(pid: number, niceness: number): Promise<void> {
  try {
    setPriority(pid, niceness);
  } catch {
    // It has ended already, or this user may lower priorities and not raise them again.
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
    } catch (error) {
      // Anything else says that the process is gone, or that this kernel knows no such thing.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      await setTimeout(RETRY_MS, undefined, { ref: false });
    }
  }
}

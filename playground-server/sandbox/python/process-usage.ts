import { readFileSync } from 'node:fs';

export interface ProcessUsage {
  cpuMs: number;
  memoryBytes: number;
}

/** Linux counts CPU time in hundredths of a second for every program, whatever the kernel itself uses. */
const TICK_MS = 10;
const PAGE_BYTES = 4096;

/** What a process has used; `undefined` when it is gone, or where there is no /proc. */
export function readUsage(pid: number): ProcessUsage | undefined {
  try {
    // The second field is the program's name in parentheses, and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      memoryBytes: Number(fields[21]) * PAGE_BYTES,
    };
  } catch {
    return undefined;
  }
}

/** The innermost process of a chain of wrappers, each of which has one child. */
export function innermostProcess(pid: number): number {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return child === undefined || child === '' ? pid : innermostProcess(Number(child));
  } catch {
    return pid;
  }
}

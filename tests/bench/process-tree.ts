import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own tick. */
const MS_PER_TICK = 10;

/** A process and all that it has started, as `/proc` knows them. Linux only. */
export class ProcessTree {
  readonly #root: number;

  static isSupported(): boolean {
    return existsSync('/proc/self/smaps_rollup');
  }

  constructor(root: number) {
    this.#root = root;
  }

  /** Memory of the whole tree, with what processes share counted once. */
  pssBytes(): number {
    let kib = 0;
    for (const pid of this.pids()) {
      kib += Number(/^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
    }
    return kib * 1024;
  }

  /** CPU time of the processes that are alive, with that of their children that have ended. */
  cpuMs(): number {
    let ticks = 0;
    for (const pid of this.pids()) {
      const [utime = 0, stime = 0, childrenUtime = 0, childrenStime = 0] = statFields(pid).slice(11, 15).map(Number);
      ticks += utime + stime + childrenUtime + childrenStime;
    }
    return ticks * MS_PER_TICK;
  }

  /** The root first. */
  pids(): number[] {
    const children = new Map<number, number[]>();
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const parent = Number(statFields(Number(name))[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
    const tree = [this.#root];
    for (const pid of tree) tree.push(...(children.get(pid) ?? []));
    return tree;
  }
}

/** The fields of `/proc/<pid>/stat` behind the command, which may hold spaces; the state comes first. */
function statFields(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** A process may end between the list and the read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

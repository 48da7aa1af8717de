import { existsSync } from 'node:fs';
import type { Limits } from '#limits';
import { STATUS_FD } from '../isolation/contained-process.ts';
import { assembleSeccompFilter, seccompArchitecture } from '../isolation/seccomp-filter.ts';
import type { PythonImage } from './python-image.ts';

export interface PythonCommand {
  program: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
  /** To be written to `SECCOMP_FD` of the process. */
  seccompFilter?: Uint8Array;
}

export const SECCOMP_FD = 3;

/** What stands around Deno, weakest first. */
export const CONTAINMENTS = ['deno', 'bubblewrap', 'bubblewrap+seccomp'] as const;
export type Containment = (typeof CONTAINMENTS)[number];

export interface PythonCommandOptions {
  image: PythonImage;
  limits: Limits;
  containment: Containment;
  /** Deno's cache, where there is no bubblewrap to give it a folder in memory. Private to one process. */
  cacheFolder: string | undefined;
  /** Somebody waits for it, so it boots without a rehearsal. */
  isUrgent: boolean;
}

const PRLIMIT = '/usr/bin/prlimit';
const BUBBLEWRAP = '/usr/bin/bwrap';
const LIBRARY_FOLDERS = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/etc/ld.so.cache'];
const MAX_OPEN_FILES = 64;
const TMP_BYTES = 16 * 1024 * 1024;
/** The kernel's own limit is the last resort, behind the watch. */
const KERNEL_CPU_MARGIN_S = 10;
const WASM_PAGE_BYTES = 65_536;

const DENO_FLAGS = ['run', '--no-prompt', '--no-config', '--no-remote', '--no-npm', '--no-lock', '--cached-only'];

/**
 * prlimit > bubblewrap > Deno. Each holds alone against something: the kernel
 * against memory of every kind, the namespaces against whoever breaks out of
 * V8, and Deno, which has no leave but to read one folder, against Python.
 */
export function pythonCommand(options: PythonCommandOptions): PythonCommand {
  const { image, limits, containment, cacheFolder, isUrgent } = options;
  const bubblewrap = containment !== 'deno';
  const architecture = containment === 'bubblewrap+seccomp' ? seccompArchitecture(process.arch) : undefined;
  const folder = bubblewrap ? '/image' : image.folder;
  const deno = [
    bubblewrap ? '/deno' : image.deno,
    ...DENO_FLAGS,
    `--allow-read=${folder}`,
    `--v8-flags=${v8Flags(limits).join(',')}`,
    'child.mjs',
    String(limits.pythonSoftTurnMs),
    ...(isUrgent ? ['awaited'] : []),
  ];
  const contained = bubblewrap ? [...bubblewrapArgs(image, architecture !== undefined), ...deno] : deno;
  const [program = '', ...args] = existsSync(PRLIMIT) ? [PRLIMIT, ...kernelLimits(limits), ...contained] : contained;
  // Smaller arenas give freed memory back.
  const env = {
    DENO_DIR: cacheFolder ?? '/tmp/deno',
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: '131072',
    MALLOC_TRIM_THRESHOLD_: '131072',
    NO_COLOR: '1',
  };
  const command = { program, args, env, cwd: image.folder };
  return architecture === undefined ? command : { ...command, seccompFilter: assembleSeccompFilter(architecture) };
}

function kernelLimits(limits: Limits): string[] {
  const cpuSeconds = Math.ceil(limits.pythonRunCpuMs / 1_000) + KERNEL_CPU_MARGIN_S;
  return [`--data=${limits.pythonDataBytes}`, `--cpu=${cpuSeconds}`, `--nofile=${MAX_OPEN_FILES}`, '--core=0', '--'];
}

function v8Flags(limits: Limits): string[] {
  return [
    `--wasm-max-mem-pages=${Math.floor(limits.pythonHeapBytes / WASM_PAGE_BYTES)}`,
    '--max-old-space-size=128',
    '--max-semi-space-size=1',
    '--single-threaded-gc',
  ];
}

function bubblewrapArgs(image: PythonImage, withSeccomp: boolean): string[] {
  return [
    BUBBLEWRAP,
    ...['--unshare-all', '--die-with-parent', '--cap-drop', 'ALL'],
    ...['--uid', '65534', '--gid', '65534', '--hostname', 'sandbox'],
    ...LIBRARY_FOLDERS.flatMap((path) => ['--ro-bind-try', path, path]),
    ...['--ro-bind', image.deno, '/deno', '--ro-bind', image.folder, '/image'],
    ...['--dev', '/dev', '--proc', '/proc', '--size', String(TMP_BYTES), '--tmpfs', '/tmp'],
    ...['--json-status-fd', String(STATUS_FD), ...(withSeccomp ? ['--seccomp', String(SECCOMP_FD)] : [])],
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/image', '--'],
  ];
}

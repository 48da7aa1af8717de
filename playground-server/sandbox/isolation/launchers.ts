import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { LIMITS } from '#limits';
import { ContainedProcess, STATUS_FD } from './contained-process.ts';
import { inProject, runnerFiles } from './runner-files.ts';
import { assembleSeccompFilter, seccompArchitecture } from './seccomp-filter.ts';

/** A way to start one of our own programs apart from the server. */
export interface Launcher {
  /** What holds, for people. */
  readonly description: string;
  /** `entry` is a path below the root of the project. Its standard streams are pipes; it inherits `channels` more, and nothing else. */
  launch(entry: string, args: readonly string[], channels?: number): ContainedProcess;
}

const WASM_PAGE_BYTES = 64 * 1024;

/** The engine enforces the guest's limit; twice that is where V8 refuses, should the engine be wrong. */
const NODE_FLAGS = [
  '--disable-warning=ExperimentalWarning',
  '--no-addons',
  '--no-experimental-sqlite',
  '--disallow-code-generation-from-strings',
  `--wasm-max-mem-pages=${(2 * LIMITS.guestMemoryBytes) / WASM_PAGE_BYTES}`,
];

type Stream = 'pipe' | 'ignore';
const STANDARD_STREAMS: Stream[] = ['pipe', 'pipe', 'ignore'];
const pipes = (count: number): Stream[] => Array.from({ length: count }, () => 'pipe');

/**
 * Threads of 100 workers need about 500 descriptors; a core dump would hold other learners' programs. Data cannot
 * be limited: V8 reserves 128 MiB and more for each thread and uses little of it.
 */
const RESOURCE_LIMITS = ['--core=0', '--nofile=4096'];

/** Where everything lies inside bubblewrap. */
const INNER_ROOT = '/app';
const LIBRARY_FOLDERS = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/etc/ld.so.cache'];

/** Its own namespaces, an empty file system but for the runner's files, no network, no capabilities. */
export function bubblewrapLauncher(withSeccomp: boolean): Launcher | undefined {
  const bubblewrap = findProgram('bwrap');
  const architecture = seccompArchitecture(process.arch);
  if (bubblewrap === undefined || (withSeccomp && architecture === undefined)) return undefined;
  const filter = withSeccomp && architecture !== undefined ? assembleSeccompFilter(architecture) : undefined;
  const prlimit = findProgram('prlimit');
  const readOnly = (from: string, to: string) => ['--ro-bind', from, to];
  const wall = [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    '--setenv',
    'MALLOC_ARENA_MAX',
    '2',
    '--cap-drop',
    'ALL',
    '--uid',
    '65534',
    '--gid',
    '65534',
    '--hostname',
    'sandbox',
    ...LIBRARY_FOLDERS.flatMap((folder) => ['--ro-bind-try', folder, folder]),
    ...readOnly(realpathSync(process.execPath), `${INNER_ROOT}/node`),
    ...runnerFiles().flatMap(([path, inside]) => readOnly(path, `${INNER_ROOT}/${inside}`)),
    '--dev',
    '/dev',
    '--remount-ro',
    '/dev',
    '--remount-ro',
    '/',
    '--chdir',
    INNER_ROOT,
    ...['--json-status-fd', String(STATUS_FD)],
    ...(filter === undefined ? [] : ['--seccomp', '3']),
  ];
  return {
    description: `bubblewrap${filter === undefined ? '' : ', seccomp'}${prlimit === undefined ? '' : ', prlimit'}`,
    launch(entry, args, channels = 0) {
      const inner = [`${INNER_ROOT}/node`, ...NODE_FLAGS, `${INNER_ROOT}/${entry}`, ...args];
      const [program, ...rest]: [string, ...string[]] =
        prlimit === undefined ? [bubblewrap] : [prlimit, ...RESOURCE_LIMITS, bubblewrap];
      const forBubblewrap: Stream[] = [filter === undefined ? 'ignore' : 'pipe', 'pipe'];
      const launched = new ContainedProcess(program, [...rest, ...wall, '--', ...inner], {
        stdio: [...STANDARD_STREAMS, ...forBubblewrap, ...pipes(channels)],
        env: {},
      });
      if (filter !== undefined) sendOnce(launched.child.stdio[3] as Duplex, filter);
      return launched;
    },
  };
}

/** Node's permission model: a seat belt, which stops accidents and not an attacker who escaped the engine. */
export function permissionLauncher(): Launcher {
  const readable = runnerFiles().map(([path]) => `--allow-fs-read=${path}`);
  return plainLauncher('a child process under Node’s permission model', [
    '--permission',
    '--allow-worker',
    ...readable,
  ]);
}

/** The last resort. */
export function plainLauncher(description = 'a child process', flags: readonly string[] = []): Launcher {
  return {
    description,
    launch: (entry, args, channels = 0) =>
      new ContainedProcess(process.execPath, [...NODE_FLAGS, ...flags, realpathSync(inProject(entry)), ...args], {
        stdio: [...STANDARD_STREAMS, 'ignore', 'ignore', ...pipes(channels)],
        env: {},
        cwd: '/',
      }),
  };
}

function findProgram(name: string): string | undefined {
  const folders = ['/usr/bin', '/bin', '/usr/local/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function sendOnce(stream: Duplex, bytes: Uint8Array): void {
  // A program that dies before it has read the filter is noticed by its exit.
  stream.on('error', () => {});
  stream.end(bytes);
}

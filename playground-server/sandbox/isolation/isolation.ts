import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContainedProcess } from './contained-process.ts';
import { bubblewrapLauncher, permissionLauncher, plainLauncher, type Launcher } from './launchers.ts';
import { ESCAPES_ENTRY, RUNNER_ENTRY } from './runner-files.ts';

/**
 * What stands between a guest that escaped its engine and this machine.
 * L2: a wall of the operating system. L1: a process of its own that is refused
 * files, sockets and the list of processes. L0: a process of its own only.
 */
export interface Isolation {
  level: 'L0' | 'L1' | 'L2';
  /** One line for the log and for `/healthz`. */
  summary: string;
  spawnRunner(args: readonly string[], channels: number): ContainedProcess;
}

/** A machine that is busy starting takes seconds for this. */
const PROBE_MS = 10_000;

/**
 * Finds the strongest launcher that works here, and believes none of them: in
 * each a scratch process tries to escape, and what it achieves sets the level.
 */
export async function probeIsolation(
  launchers: readonly (Launcher | undefined)[] = strongestFirst(),
): Promise<Isolation> {
  for (const launcher of launchers) {
    const escapes = launcher && (await attemptEscapes(launcher));
    if (launcher === undefined || escapes === undefined) continue;
    return describe(launcher, escapes);
  }
  throw new Error('No sandbox runner can be started on this machine.');
}

function strongestFirst(): (Launcher | undefined)[] {
  return [bubblewrapLauncher(true), bubblewrapLauncher(false), permissionLauncher(), plainLauncher()];
}

function describe(launcher: Launcher, escapes: readonly string[]): Isolation {
  const beyondSignals = escapes.filter((name) => name !== 'signal the server');
  const level = escapes.length === 0 ? 'L2' : beyondSignals.length === 0 ? 'L1' : 'L0';
  const refused =
    escapes.length === 0 ? 'every attempt to leave it was refused' : `a process in it could ${escapes.join(', ')}`;
  return {
    level,
    summary: `${launcher.description}; ${refused}`,
    spawnRunner: (args, channels) => launcher.launch(RUNNER_ENTRY, args, channels),
  };
}

/** The attempts that succeeded, or undefined when nothing starts under this launcher. */
async function attemptEscapes(launcher: Launcher): Promise<string[] | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'isolation-'));
  const listener = createServer((socket) => socket.destroy());
  try {
    const secretPath = join(folder, 'secret');
    await writeFile(secretPath, 'secret');
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const launched = launcher.launch(ESCAPES_ENTRY, [secretPath, `${port}`, join(folder, 'written'), `${process.pid}`]);
    return parseReport(await outputOf(launched));
  } finally {
    listener.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function outputOf(launched: ContainedProcess): Promise<string> {
  return new Promise((resolve) => {
    const { child } = launched;
    let output = '';
    const timeout = setTimeout(() => launched.kill(), PROBE_MS);
    const finish = (): void => {
      clearTimeout(timeout);
      resolve(output);
    };
    child.stdin?.on('error', () => {});
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', finish);
    child.once('close', finish);
  });
}

function parseReport(output: string): string[] | undefined {
  try {
    const report: unknown = JSON.parse(output);
    return Array.isArray(report) ? report.map(String) : undefined;
  } catch {
    return undefined;
  }
}

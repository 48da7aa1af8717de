import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFile } from 'node:child_process';

/** What is made here and not kept in git. */
export const TRUTH_FOLDER = join(import.meta.dirname, '../../.truth');

/**
 * Sets of packages: the legacy server needs an older Starlette, and clients that are programs need
 * nothing of either.
 */
export type EnvironmentName = 'current' | 'legacy' | 'clients';

export type Environment = { ok: true; python: string } | { ok: false; reason: string };

/**
 * A virtual environment with exactly the packages of a requirements file, each
 * checked by its hash. Made once; another requirements file makes another one.
 */
export async function pythonEnvironment(name: EnvironmentName): Promise<Environment> {
  const requirements = join(import.meta.dirname, `servers/requirements-${name}.txt`);
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(TRUTH_FOLDER, `${name}-${digest}`);
  const python = join(folder, 'bin/python');
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return { ok: true, python };
  rmSync(folder, { recursive: true, force: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--retries=1'];
  const problem =
    (await problemOf('python3', ['-m', 'venv', folder])) ??
    (await problemOf(python, [...pip, '--only-binary=:all:', '--require-hashes', '-r', requirements]));
  if (problem !== undefined) return { ok: false, reason: problem };
  writeFileSync(complete, '');
  return { ok: true, python };
}

/** The one line of a program's complaint that says why, or `undefined` when there is nothing to complain about. */
function problemOf(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, args, { encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error === null) return resolve(undefined);
      if (error.code === 'ENOENT') return resolve(`${command} was not found`);
      const lines = `${stdout}\n${stderr}`.trim().split('\n');
      const line = lines.findLast((text) => text.startsWith('ERROR')) ?? lines.at(-1) ?? error.message;
      resolve(line.trim().slice(0, 300));
    });
  });
}

import { realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

const ROOT = dirname(dirname(dirname(import.meta.dirname)));

/** Every file that a runner reads, as `[where it is, where it is below the root of the project]`. */
export function runnerFiles(): [path: string, inProject: string][] {
  const packageFolder = (name: string): [string, string] => {
    const description = findPackageJSON(name, import.meta.url);
    if (description === undefined) throw new Error(`The package ${name} is not installed.`);
    return [realpathSync(dirname(description)), `node_modules/${name}`];
  };
  return [
    ...['package.json', 'playground-server/sandbox', 'playground-server/asgi'].map((path): [string, string] => [
      realpathSync(join(ROOT, path)),
      path,
    ]),
    ...['quickjs-wasi', 'amaro'].map(packageFolder),
  ];
}

export function inProject(path: string): string {
  return join(ROOT, path);
}

export const RUNNER_ENTRY = 'playground-server/sandbox/typescript/runner/main.ts';
export const ESCAPES_ENTRY = 'playground-server/sandbox/isolation/escape-attempts.ts';

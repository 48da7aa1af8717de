import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

interface Checked {
  exitCode: number;
  errors: string;
}

function checkBoundaries(root: string): Promise<Checked> {
  const { promise, resolve } = Promise.withResolvers<Checked>();
  execFile(process.execPath, ['scripts/check-boundaries.ts', root], (error, _stdout, stderr) => {
    resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, errors: stderr });
  });
  return promise;
}

async function project(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'boundaries-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const PACKAGE = JSON.stringify({ imports: { '#server/*': './playground-server/*' } });

/** It parses every module, on a machine that may be busy. */
const ALL_MODULES_MS = 30_000;

test('no module of this project imports across a boundary', { timeout: ALL_MODULES_MS }, async () => {
  expect(await checkBoundaries('.')).toEqual({ exitCode: 0, errors: '' });
});

test('the check fails and names the line of a relative import across a boundary', async () => {
  const root = await project({
    'package.json': PACKAGE,
    'playground-server/asgi/events.ts': `import './other.ts';\nimport { upgrade } from '../edge/upgrade.ts';\n`,
  });
  const { exitCode, errors } = await checkBoundaries(root);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/^playground-server\/asgi\/events\.ts:2: .* may not import playground-server\/edge/);
});

test('the check fails on an import across a boundary by its alias', async () => {
  const root = await project({
    'package.json': PACKAGE,
    'site/pages/index.astro': `---\nimport { Session } from '#server/session/session.ts';\n---\n`,
  });
  const { exitCode, errors } = await checkBoundaries(root);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/^site\/pages\/index\.astro:2: site may not import playground-server\/session/);
});

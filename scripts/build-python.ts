/**
 * Builds what the Python lane needs: Pyodide, the packages of requirements.txt,
 * and an image of a memory in which all of them are imported.
 *
 * Does nothing when nothing has changed. Where it cannot build it says that
 * Python is off, why, and how to turn it on, and exits 0: everything else of
 * the site works without. `--require` makes that an error.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LIMITS } from '#limits';
import { checkPythonImage } from '#server/sandbox/python/check-image.ts';
import type { ImageManifest } from '#server/sandbox/python/python-image.ts';
import {
  BUILD_COMMAND,
  digestOf,
  findDeno,
  IMAGE_FOLDER,
  MANIFEST,
  openPythonImage,
  readManifest,
} from '#server/sandbox/python/python-image.ts';

/** Why it cannot be built on this machine; everything else that goes wrong is an error of ours. */
class CannotBuild extends Error {}

const LANE = join(import.meta.dirname, '../playground-server/sandbox/python');
const REQUIREMENTS = join(LANE, 'requirements.txt');
const WHEELS = join(IMAGE_FOLDER, '../wheels');
const BUILDING = join(IMAGE_FOLDER, '../building');
const PYODIDE_FILES = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];
/** What the guest needs when it runs; the rest of the folder only makes the image. */
const BUILD_ONLY = ['wheels', 'python', 'make-snapshot.mjs'];

/** pip's warnings, of which the error that follows knows nothing. */
const UNREACHABLE = /connection broken|ConnectionError|timed out|Name or service not known|Temporary failure/i;

/** The platform for which Pyodide 314 is built, as pip names it. */
const PLATFORM = [
  ...['--platform', 'pyemscripten_2026_0_wasm32', '--platform', 'any'],
  ...['--python-version', '3.14', '--implementation', 'cp', '--abi', 'cp314', '--abi', 'none'],
];

try {
  await build();
} catch (error) {
  if (!(error instanceof CannotBuild)) throw error;
  console.log(`Python is off: ${error.message}\nTurn it on with: ${BUILD_COMMAND}`);
  if (process.argv.includes('--require')) process.exitCode = 1;
}

async function build(): Promise<void> {
  const inputs = digestOfInputs();
  if (readManifest(IMAGE_FOLDER)?.inputs === inputs && openPythonImage().ok) {
    return console.log(`Python is up to date: ${describe(readManifest(IMAGE_FOLDER)?.versions ?? {})}`);
  }
  const deno = findDeno();
  if (deno === undefined) throw new CannotBuild(`Deno does not come for ${process.platform} ${process.arch}.`);
  downloadWheels();
  console.log('Python: importing everything into one memory image, about 15 seconds');
  layOut();
  makeImage(deno);
  for (const name of BUILD_ONLY) rmSync(join(BUILDING, name), { recursive: true });
  writeManifest(inputs);
  await verify();
  rmSync(IMAGE_FOLDER, { recursive: true, force: true });
  renameSync(BUILDING, IMAGE_FOLDER);
  console.log(`Python is built: ${describe(readManifest(IMAGE_FOLDER)?.versions ?? {})}`);
}

/** Everything that makes an image another one. Pyodide's internals and the image must never drift apart. */
function digestOfInputs(): string {
  const digest = createHash('sha256');
  for (const path of ['requirements.txt', ...globSync('guest/**/*.{mjs,py}', { cwd: LANE }).toSorted()]) {
    digest.update(`${path}\n`).update(readFileSync(join(LANE, path)));
  }
  for (const name of PYODIDE_FILES) digest.update(readFileSync(join(packageFolder('pyodide'), name)));
  const { version } = JSON.parse(readFileSync(join(packageFolder('deno'), 'package.json'), 'utf8'));
  return digest.update(`deno ${version}`).digest('hex');
}

function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}

/** Only what is pinned and has the hash that stands in the file; whatever is there already is not fetched again. */
function downloadWheels(): void {
  const pinned = readFileSync(REQUIREMENTS, 'utf8').matchAll(/--hash=sha256:(\w+)/g);
  const present = new Set(globSync('*.whl', { cwd: WHEELS }).map((name) => digestOf(join(WHEELS, name))));
  if ([...pinned].every(([, digest]) => present.has(digest))) return;
  console.log('Python: downloading the packages of requirements.txt, 2.5 MB');
  rmSync(WHEELS, { recursive: true, force: true });
  mkdirSync(WHEELS, { recursive: true });
  const pip = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--retries=1',
    '--timeout=15',
    '--no-deps',
    '--only-binary=:all:',
  ];
  const result = spawnSync('python3', [...pip, '--require-hashes', ...PLATFORM, '-d', WHEELS, '-r', REQUIREMENTS], {
    encoding: 'utf8',
  });
  if (result.error !== undefined) throw new CannotBuild('python3 was not found.');
  if (result.status === 0) return;
  const complaint =
    result.stderr
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('ERROR')) ?? result.stderr;
  if (/No module named pip/.test(result.stderr)) throw new CannotBuild('python3 has no pip.');
  if (UNREACHABLE.test(result.stderr)) throw new CannotBuild('pip cannot reach the package registry.');
  throw new CannotBuild(`pip could not download the packages. It says: ${complaint.trim().slice(0, 300)}`);
}

function layOut(): void {
  rmSync(BUILDING, { recursive: true, force: true });
  cpSync(join(LANE, 'guest'), BUILDING, { recursive: true, filter: (path) => !path.includes('__pycache__') });
  cpSync(WHEELS, join(BUILDING, 'wheels'), { recursive: true });
  for (const name of PYODIDE_FILES) cpSync(join(packageFolder('pyodide'), name), join(BUILDING, 'pyodide', name));
}

function makeImage(deno: string): void {
  const modules = globSync('**/*.py', { cwd: join(BUILDING, 'python') });
  const flags = ['--no-prompt', '--no-config', '--no-remote', '--no-npm', '--no-lock', '--cached-only'];
  const leave = [`--allow-read=${BUILDING}`, `--allow-write=${BUILDING}`];
  const cache = join(BUILDING, 'deno-cache');
  const result = spawnSync(deno, ['run', ...flags, ...leave, 'make-snapshot.mjs', JSON.stringify(modules)], {
    cwd: BUILDING,
    env: { DENO_DIR: cache, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  rmSync(cache, { recursive: true, force: true });
  if (result.status !== 0) {
    throw new Error(`The memory image could not be made:\n${result.stdout}${result.stderr}`, { cause: result.error });
  }
}

function writeManifest(inputs: string): void {
  const paths = globSync('**', { cwd: BUILDING, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = paths.map((entry) => join(entry.parentPath, entry.name).slice(BUILDING.length + 1)).toSorted();
  const requirements = readFileSync(REQUIREMENTS, 'utf8').matchAll(/^(fastapi|starlette|pydantic)==(\S+)/gm);
  const { info } = JSON.parse(readFileSync(join(BUILDING, 'pyodide/pyodide-lock.json'), 'utf8'));
  const manifest: ImageManifest = {
    inputs,
    versions: {
      python: info.python,
      ...Object.fromEntries([...requirements].map(([, name, version]) => [name, version])),
    },
    files: Object.fromEntries(files.map((path) => [path, digestOf(join(BUILDING, path)) ?? ''])),
  };
  writeFileSync(join(BUILDING, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** An image is good when a fresh process restores it and FastAPI, Pydantic and exceptions work in it. */
async function verify(): Promise<void> {
  const opened = openPythonImage(BUILDING);
  const problem = opened.ok ? await checkPythonImage(opened.image, LIMITS) : opened.reason;
  if (problem !== undefined) throw new Error(`The memory image does not work: ${problem}`);
}

function describe(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

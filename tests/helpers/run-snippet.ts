import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';

export interface SnippetPlace {
  /** `ws://host:port`, and `/live/…` behind it where an example is served. */
  socketBase: string;
  /** Path and query that the first client of the example dials. */
  path: string;
  /** `host:port` of the server. */
  host: string;
}

export interface SnippetOutcome {
  printed: string;
  exits: number | null;
}

/** Where the document that this project grew from has its server. */
const SEEDS_HOST = 'localhost:8888';

/** Runs a file as its reader would: by its shell, its language, or in the console of a page. */
export function runSnippet(
  file: string,
  place: SnippetPlace,
  { python, terminal, path }: { python: string | undefined; terminal: boolean; path: string | undefined },
): Promise<SnippetOutcome> {
  const name = basename(file);
  const isTest = name.startsWith('test_');
  const commands: Record<string, string[]> = {
    sh: ['bash', '-s'],
    mjs: [process.execPath, '--input-type=module', '-'],
    py: isTest
      ? [python ?? 'python3', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', name]
      : [python ?? 'python3', '-'],
  };
  // `script` gives what it runs a terminal.
  const inTerminal = ['script', '--quiet', '--return', '--command', sourceFor(file, place), '/dev/null'];
  const [command, ...args] = terminal ? inTerminal : (commands[name.slice(name.lastIndexOf('.') + 1)] ?? []);
  if (command === undefined) throw new Error(`${file}: a snippet is .sh, .mjs, .js or .py`);
  const child = spawn(command, args, {
    // Imports of the file are looked up beside it.
    cwd: dirname(file),
    env: {
      ...process.env,
      PATH: path,
      BASE: place.socketBase,
      HTTP_BASE: place.socketBase.replace(/^ws/, 'http'),
      PATH_: place.path,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 25_000,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stdin.on('error', () => {});
  child.stdin.end(isTest || terminal ? '' : sourceFor(file, place));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exits) => resolve({ printed, exits }));
  });
}

/** Pastes a file into the console of a page of the site. */
export async function runInPage(
  file: string,
  place: SnippetPlace,
  browser: Browser,
  expected: readonly string[],
): Promise<SnippetOutcome> {
  const page = await browser.newPage();
  try {
    let printed = '';
    page.on('console', (message) => (printed += `${message.text()}\n`));
    await page.goto(`http://${place.host}/`);
    await page.evaluate(
      `globalThis.BASE = ${JSON.stringify(place.socketBase)}; globalThis.PATH_ = ${JSON.stringify(place.path)};`,
    );
    // As a console does: top-level await, and names of its own.
    await page.evaluate(`(async () => {\n${sourceFor(file, place)}\n})()`);
    await expect.poll(() => expected.filter((text) => !printed.includes(text)), { timeout: 20_000 }).toEqual([]);
    return { printed, exits: 0 };
  } finally {
    await page.close();
  }
}

function sourceFor(file: string, { host }: SnippetPlace): string {
  return readFileSync(file, 'utf8').replaceAll(SEEDS_HOST, host);
}

import { spawn } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const DEBIANS_PATH = '/usr/bin/chromium';

/**
 * Starts the browser that the machine has: the one that `CHROMIUM_PATH` names,
 * else Debian's, else the one that npm brings.
 */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const args = [...ARGS, ...more];
  const executablePath = process.env['CHROMIUM_PATH'] ?? DEBIANS_PATH;
  const isInstalled = executablePath !== DEBIANS_PATH || existsSync(executablePath);
  return isInstalled ? chromium.launch({ executablePath, args }) : launchPacked(args);
}

async function launchPacked(args: string[]): Promise<Browser> {
  // Imported only here: unpacking takes seconds. Its own `args` are not used,
  // because they switch off the same-origin policy that the tests are about.
  const { default: packed } = await import('@sparticuz/chromium');
  const options = { executablePath: await packed.executablePath(), args };
  try {
    return await chromium.launch(options);
  } catch (error) {
    if (!String(error).includes('error while loading shared libraries')) throw error;
    // A machine that never had a browser lacks its libraries; the package has them too.
    const libraries = await unpackLibraries();
    return chromium.launch({ ...options, env: { ...process.env, LD_LIBRARY_PATH: libraries } });
  }
}

async function unpackLibraries(): Promise<string> {
  // Beside the browser itself, which stays unpacked there too.
  const folder = join(tmpdir(), 'chromium-libraries');
  await mkdir(folder, { recursive: true });
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] });
  const unpacked = new Promise((resolve) => tar.once('close', resolve));
  await pipeline(createReadStream(join(main, '../../bin/al2023.tar.br')), createBrotliDecompress(), tar.stdin);
  await unpacked;
  return join(folder, 'lib');
}

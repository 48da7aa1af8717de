import { existsSync } from 'node:fs';
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

/**
 * Starts the browser that the machine has: the one that `CHROMIUM_PATH` names,
 * else Debian's, else the one that npm brings.
 */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: ARGS });
}

async function chromiumPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const installed = '/usr/bin/chromium';
  if (existsSync(installed)) return installed;
  // Imported only here: unpacking takes seconds. Its own `args` are not used,
  // because they switch off the same-origin policy that the tests are about.
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

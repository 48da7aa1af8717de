/**
 * What a visitor downloads and how long they wait: the bytes of each kind on
 * the wire, and the time from the click on "Playground" until the visitor can
 * type and run. Ends with 1 when the playground is heavier than it may be or a page
 * of the docs carries the editor.
 *
 * Usage: npm run build && npm run weight
 */
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { startServer } from '#tests/helpers/server.ts';

/** Brotli bytes of the scripts on the main thread: what Monaco, the highlighter and the application take, and no more. */
const MAX_PLAYGROUND_SCRIPT_BYTES = 1.3 * 1024 * 1024;
const DOCS_PAGES = ['/', '/learn/core-pattern/', '/reference/close-codes/'];
/** Each with an empty cache. */
const CLICKS = 7;

/** The scripts of workers are requests of their own targets, and not seen here. */
async function load(browser: Browser, url: string, ready: (page: Page) => Promise<unknown>) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const types = new Map<string, { type: string; url: string }>();
  const bytes: Record<string, number> = {};
  const urls: string[] = [];
  session.on('Network.responseReceived', ({ requestId, type, response }) =>
    types.set(requestId, { type, url: response.url }),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const { type, url: from } = types.get(requestId) ?? { type: 'Other', url: '' };
    bytes[type] = (bytes[type] ?? 0) + encodedDataLength;
    urls.push(from);
  });
  await session.send('Network.enable');
  await page.goto(url, { waitUntil: 'networkidle' });
  await ready(page);
  await context.close();
  return { bytes, urls };
}

/**
 * In the page, because asking for roles from outside takes longer than the
 * page itself: the click by the browser's own clock, and the first frame in
 * which the editor stands with coloured text and Run can be pressed. Then it is
 * proved: what is typed stands in the code, and Run brings a verdict.
 */
async function clickToUsable(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const now = (): number => performance.timeOrigin + performance.now();
    addEventListener('click', ({ timeStamp }) =>
      sessionStorage.setItem('clickedAtMs', String(performance.timeOrigin + timeStamp)),
    );
    const look = (): void => {
      const usable =
        document.querySelector('[aria-label^="Handler code"]') !== null &&
        document.querySelector('.monaco-editor .view-line span span') !== null &&
        document.querySelector('button.run:enabled') !== null;
      if (!usable) requestAnimationFrame(look);
      else sessionStorage.setItem('tookMs', String(now() - Number(sessionStorage.getItem('clickedAtMs'))));
    };
    if (location.pathname === '/playground/') requestAnimationFrame(look);
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: 'Playground', exact: true }).first().click();
  const took = await page.waitForFunction(() => sessionStorage.getItem('tookMs'));
  await page.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('// typed');
  await page.locator('.view-line', { hasText: 'typed' }).waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.right[data-recorded="false"] .verdict').waitFor();
  const tookMs = Number(await took.jsonValue());
  await context.close();
  return tookMs;
}

const kib = (bytes = 0): string => `${(bytes / 1024).toFixed(0)} KiB`;

const [server, browser] = await Promise.all([startServer(), launchChromium()]);
try {
  const editor = (page: Page) => page.getByRole('textbox', { name: /^Handler code/ }).waitFor();
  const playground = await load(browser, `${server.url}/playground/`, editor);
  const scripts = playground.bytes['Script'] ?? 0;
  const isLight = scripts <= MAX_PLAYGROUND_SCRIPT_BYTES;
  console.log(`/playground/  scripts ${kib(scripts)} of ${kib(MAX_PLAYGROUND_SCRIPT_BYTES)} (main thread, br)`);
  let carriesMonaco = false;
  for (const path of DOCS_PAGES) {
    const { bytes, urls } = await load(browser, server.url + path, async () => {});
    const all = Object.values(bytes).reduce((sum, some) => sum + some, 0);
    carriesMonaco ||= urls.some((url) => /monaco|codicon/i.test(url));
    console.log(`${path}  ${kib(all)} in all, scripts ${kib(bytes['Script'])}, styles ${kib(bytes['Stylesheet'])}`);
  }
  const times: number[] = [];
  for (let click = 0; click < CLICKS; click += 1) times.push(await clickToUsable(browser, `${server.url}/`));
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `click to usable  median ${sorted[Math.floor(CLICKS / 2)]?.toFixed(0)} ms, best ${sorted[0]?.toFixed(0)} ms`,
  );
  if (!isLight) console.error('The playground is heavier than it may be.');
  if (carriesMonaco) console.error('A page of the docs carries Monaco.');
  if (!isLight || carriesMonaco) process.exitCode = 1;
} finally {
  await browser.close();
  await server.stop();
}

import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { axeViolations } from '#tests/helpers/axe.ts';
import { readPages } from '#tests/helpers/pages.ts';
import { serveSite } from '#tests/helpers/served-site.ts';
import { startServer } from '#tests/helpers/server.ts';

/** The guide as a reader meets it: built, in a real browser, with the server and without. */

const site = serveSite({ args: ['--log-level', 'silent'] });

const block = (page: Page, example: string) => page.locator(`run-block[data-example="${example}"]`).first();
const visibleCode = (page: Page, example: string) => block(page, example).locator('.run-code:visible');

describe('a run block', () => {
  test.for([
    ['/', 'accept-then-close', 'The browser saw 4003'],
    ['/explain/why/', 'close-before-accept', 'The browser saw 1006'],
    ['/explain/three-ways/', 'denial-response', 'The browser saw 1006'],
  ] as const)('on %s runs live in its place', async ([path, example, effect]) => {
    const page = await site.open(path);
    const own = block(page, example);
    await own.getByRole('button', { name: /^Run/ }).click();
    await own.getByText('✓ Done').waitFor({ timeout: 20_000 });
    expect(await own.locator('.run-live .run-verdict').innerText()).toContain(effect);
    expect(await own.locator('.run-recorded:visible').count()).toBe(0);
    await page.keyboard.press('Escape');
    await own.locator('.run-recorded:visible').waitFor();
  });

  test('shows its code and its recorded run without JavaScript', async () => {
    const page = await site.open('/explain/why/', { javaScriptEnabled: false });
    expect(await visibleCode(page, 'close-before-accept').innerText()).toContain('await websocket.close(code=4003');
    expect(await block(page, 'close-before-accept').locator('.run-verdict:visible').innerText()).toContain('1006');
    await block(page, 'close-before-accept').locator('label', { hasText: 'TypeScript' }).click();
    expect(await visibleCode(page, 'close-before-accept').innerText()).toContain("from 'playground'");
  });

  test('keeps one language on the whole site', async () => {
    const page = await site.open('/explain/three-ways/');
    await block(page, 'denial-response').locator('label', { hasText: 'TypeScript' }).click();
    await expect.poll(() => visibleCode(page, 'accept-then-close').innerText()).toContain("from 'playground'");
    await page.goto(`${site.server.url}/explain/why/`);
    expect(await visibleCode(page, 'close-before-accept').innerText()).toContain("from 'playground'");
    expect(await block(page, 'close-before-accept').getByRole('radio', { name: 'TypeScript' }).isChecked()).toBe(true);
  });

  test('runs what was edited, by keyboard, and carries it to the playground', async () => {
    const page = await site.open('/explain/three-ways/');
    const own = block(page, 'accept-then-close');
    await own.getByRole('button', { name: 'Edit' }).click();
    await own.getByRole('textbox').press('Control+A');
    await page.keyboard.insertText(
      'from fastapi import FastAPI, WebSocket\n\napp = FastAPI()\n\n\n@app.websocket("/ws/reports")\nasync def handler(websocket: WebSocket):\n    await websocket.accept()\n    await websocket.close(code=4321, reason="edited")\n',
    );
    await page.keyboard.press('Control+Enter');
    await own.getByText('✓ Done').waitFor({ timeout: 20_000 });
    expect(await own.locator('.run-live .run-verdict').innerText()).toContain('4321');
    const link = own.getByRole('link', { name: 'Open in playground' });
    await expect.poll(() => link.getAttribute('href')).toContain('#state=');
    await link.click();
    await expect.poll(() => page.locator('.editor').innerText()).toContain('4321');
    await page.getByText('This came by a link, and nothing has run.').waitFor();
  });

  test('says so when there is no server, and keeps the recorded run', async () => {
    const own = await startServer({ args: ['--log-level', 'silent'] });
    const page = await site.open(`${own.url}/explain/why/`);
    // One page has loaded the parts that run, as a reader's who comes back; the other has not.
    const second = await page.context().newPage();
    await second.goto(`${own.url}/explain/why/`);
    await block(page, 'close-before-accept').getByRole('button', { name: /^Run/ }).click();
    await block(page, 'close-before-accept').getByText('✓ Done').waitFor({ timeout: 20_000 });
    await own.stop();
    for (const reader of [page, second]) {
      await block(reader, 'close-before-accept').getByRole('button', { name: /^Run/ }).click();
      await block(reader, 'close-before-accept')
        .getByText('Could not reach the playground, showing the recorded run')
        .waitFor();
      await block(reader, 'close-before-accept').locator('.run-recorded:visible').waitFor();
    }
    // A browser would keep a failed import, and never ask the server again.
    const again = await startServer({ args: ['--log-level', 'silent'], env: { PORT: new URL(own.url).port } });
    onTestFinished(() => void again.stop());
    await block(second, 'close-before-accept').getByRole('button', { name: /^Run/ }).click();
    await block(second, 'close-before-accept').getByText('✓ Done').waitFor({ timeout: 20_000 });
  });

  test('fits a phone', async () => {
    const page = await site.open('/explain/three-ways/', { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await block(page, 'denial-response').getByRole('button', { name: /^Run/ }).click();
    await block(page, 'denial-response').getByText('✓ Done').waitFor({ timeout: 20_000 });
  });

  test('stands beside its counterpart, on the same lines, before and after both have run', async () => {
    const page = await site.open('/explain/three-ways/');
    const sides = ['close-before-accept', 'accept-then-close'].map((example) => block(page, example));
    const tops = (text: string) =>
      Promise.all(sides.map(async (side) => (await side.locator('.row:visible', { hasText: text }).boundingBox())?.y));
    const [left, right] = await tops('websocket.close');
    expect(left).toBe(right);
    await page.getByRole('button', { name: 'Run both' }).first().click();
    await Promise.all(sides.map((side) => side.getByText('✓ Done').waitFor({ timeout: 20_000 })));
    await page.getByRole('button', { name: 'Run both' }).and(page.locator(':enabled')).first().waitFor();
    await expect.poll(async () => new Set(await tops('websocket.close')).size).toBe(1);
  });

  test('opens beside its counterpart in the playground', async () => {
    const page = await site.open('/explain/three-ways/');
    await page.getByRole('link', { name: 'Compare in playground' }).first().click();
    await expect.poll(() => page.locator('.compare-side').count()).toBe(2);
    await expect.poll(() => page.locator('.compare-side').last().innerText()).toContain('websocket.accept()');
  });
});

describe('the close codes', () => {
  test('are found by number and by word, and a code without a row by its range', async () => {
    const page = await site.open('/reference/close-codes/');
    const rows = page.locator('close-code-table tbody tr:visible');
    await page.getByRole('searchbox', { name: 'Find a code or a word' }).fill('4123');
    expect(await rows.getByRole('rowheader').allInnerTexts()).toEqual([expect.stringContaining('4000-4999')]);
    await page.getByRole('searchbox', { name: 'Find a code or a word' }).fill('registry');
    expect(await rows.first().getAttribute('id')).toBe('4004');
  });

  test('sort by any column, and each has an address', async () => {
    const page = await site.open('/reference/close-codes/#4004');
    await page.locator('[id="4004"]:target').waitFor();
    const first = () => page.locator('close-code-table tbody tr').first().getAttribute('data-code');
    await page.getByRole('button', { name: 'code', exact: true }).click();
    expect(await first()).toBe('5000');
  });
});

/** What is looked up, and where the first of what is found leads. */
const LOOKED_UP = [
  ['1006', '/explain/why/'],
  ['403', '/explain/why/'],
  ['4004', '/reference/close-codes/#4004'],
  ['1011', '/reference/close-codes/#1011'],
  ['close before accept', '/explain/why/'],
  ['return without close', '/learn/pitfalls/'],
  ['localhost', '/explain/security-check/'],
  ['TestClient', '/howto/testing/'],
  ['control frame too long', '/reference/errors/'],
  ['Expected ASGI message', '/reference/errors/'],
];

test('the search of the site leads to the right page first', async () => {
  const page = await site.open('/explain/why/');
  await page.getByRole('button', { name: 'Search' }).click();
  const dialog = page.getByRole('dialog', { name: 'Search' });
  const led: (string | null)[][] = [];
  for (const [text = ''] of LOOKED_UP) {
    await dialog.getByRole('textbox').fill(text);
    await dialog.locator('.pagefind-ui__message', { hasText: ` for ${text}` }).waitFor();
    led.push([text, await dialog.locator('.pagefind-ui__result a').first().getAttribute('href')]);
  }
  expect(led).toEqual(LOOKED_UP);
});

test('the search opens by keyboard, says when it cannot be loaded, and gives the focus back', async () => {
  const page = await site.open('/explain/why/');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await page.getByRole('button', { name: 'Search' }).and(page.locator(':enabled')).waitFor();
  await page.route('**/search-panel*', (route) => route.abort());
  await page.keyboard.press('/');
  await dialog.getByText('The search could not be loaded').waitFor();
  await page.unroute('**/search-panel*');
  await page.reload();
  await page.getByRole('link', { name: 'Truth' }).focus();
  await page.keyboard.press('Control+k');
  await expect.poll(() => dialog.getByRole('textbox').evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Truth');
});

/** Brotli bytes on the wire, headers included: what a reader with a phone waits for. */
const MAX_PAGE_BYTES = 60 * 1024;

test.for(['/', '/explain/why/'])('%s, which has a run block, weighs at most 60 KiB', async (path) => {
  const page = await site.open('/404');
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(site.server.url + path, { waitUntil: 'networkidle' });
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(MAX_PAGE_BYTES);
});

test('every address in the feed, the site map and the list for programs leads to a page, and to a place on it', async () => {
  const { url } = site.server;
  const files = ['/changes.xml', '/sitemap-0.xml', '/llms.txt'];
  const texts = await Promise.all(files.map(async (file) => (await fetch(url + file)).text()));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/(?<=<link>|<loc>|\]\()http:[^<)]+/g)].map(([address]) => address),
  );
  expect(found.length).toBeGreaterThan(40);
  const lost = await Promise.all(
    [...new Set(found)].map(async (address) => {
      const { pathname, hash } = new URL(address);
      const response = await fetch(url + pathname, { redirect: 'manual' });
      const isThere = response.status === 200 && (await response.text()).includes(`id="${hash.slice(1)}`);
      return isThere ? [] : [address];
    }),
  );
  expect(lost.flat()).toEqual([]);
});

const PAGES = ['/', '/playground/', '/truth/', '/no-such-page/', ...readPages().map(({ name }) => `/${name}/`)];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A context for all, because only the pages differ. */
async function violations(colorScheme: 'light' | 'dark', runOnly: string[]): Promise<string[]> {
  const all: string[] = [];
  const page = await site.open('/', { colorScheme });
  for (const path of PAGES) {
    await page.goto(site.server.url + path);
    const found = await axeViolations(page, { runOnly });
    all.push(...found.map((violation) => `${colorScheme} ${path}: ${violation}`));
  }
  return all;
}

test('no page has a violation that axe knows of, light or dark', async () => {
  // Contrast is all that the dark colours can change.
  const found = await Promise.all([violations('light', WCAG), violations('dark', ['color-contrast'])]);
  expect(found.flat()).toEqual([]);
});

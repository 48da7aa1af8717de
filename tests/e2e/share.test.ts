import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { axeViolations } from '#tests/helpers/axe.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** Links, the editor's help and the states of the page, in a real browser against the real server. */

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function open(path = '/playground/', options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

const editor = (page: Page) => page.getByRole('textbox', { name: /^Handler code/ });
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true });
const notice = (page: Page) => page.locator('.arrival-notice');

async function write(page: Page, code: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(code);
}

/** Opens the dialog by keyboard, as far as the keyboard is concerned. */
async function share(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
}

async function violations(page: Page): Promise<string[]> {
  // A row of the timeline is a summary, and the link to its line stands in it.
  return axeViolations(page, { rules: { 'nested-interactive': { enabled: false } } });
}

const CODE =
  "import { app } from 'playground';\n\n// naïve 🙂 </script>\napp.websocket('/x', async (ws) => {\n  await ws.accept();\n  await ws.close({ code: 4001, reason: 'shared' });\n});\n";

test('a long link fills the editor of another browser, runs nothing, and keeps the visitor’s own work', async () => {
  const author = await open();
  await write(author, CODE);
  await share(author);
  const field = author.getByLabel('Link', { exact: true });
  await expect.poll(() => field.inputValue()).toContain('#state=');
  const link = await field.inputValue();

  const reader = await open();
  await write(reader, '// my own work');
  await expect.poll(() => reader.url()).toContain('#state=');
  await reader.goto('about:blank');
  await reader.goto(link);
  await notice(reader).waitFor();
  await editor(reader).waitFor();
  await expect.poll(() => reader.locator('.view-lines').innerText()).toContain('naïve');
  expect(await reader.locator('.verdict').count()).toBe(0);
  await reader.getByRole('button', { name: 'Bring back my own code' }).click();
  await expect.poll(() => reader.locator('.view-lines').innerText()).toMatch(/my\sown\swork/);
});

test('the address follows what is written, and a reload keeps it without a word', async () => {
  const page = await open();
  await write(page, CODE);
  await expect.poll(() => page.url()).toContain('#state=');
  await page.reload();
  await editor(page).waitFor();
  await expect.poll(() => page.locator('.view-lines').innerText()).toContain('naïve');
  expect(await notice(page).count()).toBe(0);
});

test('a short link shows what its author saw before anything runs', async () => {
  const author = await open();
  await write(author, CODE);
  await author.getByRole('textbox', { name: 'Path' }).fill('');
  await run(author).click();
  await author.locator('.verdict[data-cause="delivered"]').waitFor();
  await share(author);
  await author.getByRole('button', { name: 'Make a short link' }).click();
  const link = await author.getByLabel('Short link', { exact: true }).inputValue();

  const phone = await open(new URL(link).pathname, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await phone.locator('.recorded-notice').waitFor();
  expect(await phone.locator('.recorded-notice').innerText()).toContain('Recorded by who shared it');
  expect(await phone.locator('.effect').innerText()).toBe('The browser saw 4001 “shared”.');
  expect(await phone.locator('textarea.plain-editor').isVisible()).toBe(false);
  expect(await phone.locator('#verdict-said').innerText()).toBe('');
});

test.for([
  ['/playground/#state=AAAA', 'The link cannot be read'],
  ['/s/aaaaaaaaaaaaaaaaaaaa', 'There is no such link'],
] as const)('%s leads to words and not to a broken page', async ([path, words]) => {
  const page = await open(path);
  await notice(page).waitFor();
  await expect.poll(() => notice(page).innerText()).toContain(words);
  await run(page).click();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
});

test('a project is downloaded as a zip', async () => {
  const page = await open();
  await share(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as a project' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^accept-first-.*\.zip$/);
});

test('format puts the code in order, and a reset can be undone', async () => {
  const page = await open();
  await write(page, 'const  a=1');
  await page.getByRole('button', { name: 'Format' }).click();
  await expect.poll(() => page.locator('.view-lines').innerText()).toMatch(/const\sa\s=\s1;/);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => page.locator('.view-lines').innerText()).toContain('websocket');
  await page.getByRole('button', { name: 'Undo reset' }).click();
  await expect.poll(() => page.locator('.view-lines').innerText()).toMatch(/const\sa\s=\s1;/);
});

test('Python is formatted by Ruff, and a call explains its parameters', async () => {
  const page = await open('/playground/?language=python');
  await write(page, 'async def handler(websocket):\n    x = {  "a":1 }\n');
  await page.getByRole('button', { name: 'Format' }).click();
  await expect.poll(() => page.locator('.view-lines').innerText()).toMatch(/\{"a":\s1\}/);
  await page.keyboard.press('Control+End');
  await editor(page).focus();
  await page.keyboard.type('    await websocket.close(4000, ');
  await expect.poll(() => page.locator('.parameter-hints-widget').innerText()).toContain('reason=None');
});

test('the gutter marks where the run accepted and closed', async () => {
  const page = await open();
  await write(page, CODE);
  await page.getByRole('textbox', { name: 'Path' }).fill('');
  await run(page).click();
  await page.locator('.accepted-glyph').waitFor();
  await page.locator('.closed-glyph').waitFor();
});

test('nothing jumps while the page becomes an application', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  onTestFinished(() => page.close());
  await page.addInitScript(() => {
    Object.assign(globalThis, { shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        (globalThis as unknown as { shifted: number }).shifted += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${server.url}/playground/`);
  await editor(page).waitFor();
  await page.locator('.recorded-notice').waitFor();
  expect(await page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted)).toBeLessThan(0.1);
});

test.for(['light', 'dark'] as const)('axe finds nothing in any state, %s', async (colorScheme) => {
  const page = await open('/playground/?example=anti-pattern', { colorScheme });
  await page.locator('.recorded-notice').waitFor();
  await editor(page).waitFor();
  const found: Record<string, string[]> = { recorded: await violations(page) };
  await run(page).click();
  await page.locator('.verdict[data-cause="close-before-accept"]').waitFor();
  found['run'] = await violations(page);
  await share(page);
  await page.getByRole('button', { name: 'Make a short link' }).click();
  await page.getByLabel('Short link', { exact: true }).waitFor();
  found['share'] = await violations(page);
  await page.keyboard.press('Escape');
  await write(page, 'await (;');
  await run(page).click();
  await page.locator('.refused').waitFor();
  found['refused'] = await violations(page);
  expect(found).toEqual({ recorded: [], run: [], share: [], refused: [] });
});

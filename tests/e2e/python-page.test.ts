import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { loadExamples } from '#content/load-examples.ts';
import { editor, runButton, write } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';
import { startServer } from '#tests/helpers/server.ts';

/** Python on the page of the playground, in a real browser against the real server. */

const site = serveSite();

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };

async function open(path = '/playground/', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await site.open(path, options);
  await runButton(page).and(page.locator(':enabled')).waitFor();
  return page;
}

const code = (page: Page) => page.locator('.view-lines');
const effect = (page: Page) => page.locator('.effect');
const language = (page: Page, name: string) => page.getByRole('button', { name });

test('the switch opens the example in Python, and Python runs it', async () => {
  const page = await open('/playground/?example=core-pattern');
  await language(page, 'Python').click();
  await expect.poll(() => page.locator('.file-name').innerText()).toContain('handler.py');
  await expect.poll(() => code(page).innerText()).toMatch(/async\sdef\shandler/);
  await runButton(page).click();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
  expect(await effect(page).innerText()).toContain('4000');
  expect(await page.locator('.run-divider').innerText()).toContain('Python');
});

test('the list of presets is the same in both languages', async () => {
  const page = await open();
  const presets = () =>
    page
      .getByLabel('Example')
      .locator('option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const slugs = loadExamples().map(({ slug }) => slug);
  expect(await presets()).toEqual(expect.arrayContaining(slugs));
  await language(page, 'Python').click();
  await expect.poll(() => page.locator('.file-name').innerText()).toContain('handler.py');
  expect(await presets()).toEqual(expect.arrayContaining(slugs));
});

test('while a Python starts, Run says so and Stop is there', async () => {
  const page = await open('/playground/?example=core-pattern&language=python');
  const seen = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const button = document.querySelector('.run');
        if (button === null) return;
        const observer = new MutationObserver(() => {
          if (!button.textContent.includes('Starting…')) return;
          const stop = document.querySelector<HTMLButtonElement>('.stop');
          requestAnimationFrame(() => resolve(`${button.textContent}, stop ${stop?.disabled ? 'off' : 'on'}`));
          observer.disconnect();
        });
        observer.observe(button, { subtree: true, childList: true, characterData: true });
      }),
  );
  await runButton(page).click();
  expect(await seen).toMatch(/Starting….*, stop on/);
});

test('a preset that is only in Python says why, and shows its refusal', async () => {
  const page = await open();
  await page.getByLabel('Example').selectOption('dependency-raises');
  const typescript = language(page, 'TypeScript');
  await expect.poll(() => typescript.getAttribute('aria-disabled')).toBe('true');
  expect(await page.locator('.language-notice').innerText()).toContain('only in Python');
  await runButton(page).click();
  await page.locator('.fact-table', { hasText: 'HTTP/1.1 403 Forbidden' }).waitFor();
  expect(await effect(page).innerText()).toBe('The browser saw 1006 with no reason.');
});

test('each language keeps what was written in it, over a reload too', async () => {
  const page = await open();
  await editor(page).waitFor();
  await write(page, '// mine in TypeScript');
  await language(page, 'Python').click();
  await expect.poll(() => code(page).innerText()).toMatch(/async\sdef/);
  await write(page, '# mine in Python');
  await expect.poll(() => code(page).innerText()).toMatch(/mine\sin\sPython/);
  await language(page, 'TypeScript').click();
  await expect.poll(() => code(page).innerText()).toMatch(/mine\sin\sTypeScript/);
  await language(page, 'Python').click();
  await page.reload();
  await editor(page).waitFor();
  await expect.poll(() => code(page).innerText()).toMatch(/mine\sin\sPython/);
  await language(page, 'TypeScript').click();
  await expect.poll(() => code(page).innerText()).toMatch(/mine\sin\sTypeScript/);
});

test('completes the methods of a socket and explains a close', async () => {
  const page = await open('/playground/?example=close-before-accept&language=python');
  await editor(page).waitFor();
  await write(page, 'async def handler(websocket):\n    await websocket.close(code=4000)\n    await websocket');
  await page.keyboard.type('.');
  const list = page.locator('.suggest-widget .monaco-list-row');
  await list.filter({ hasText: 'accept' }).first().waitFor();
  expect(await list.allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('receive_text')]));
  await page.keyboard.press('Escape');
  const word = page.locator('.view-line span span', { hasText: /close\(/ }).last();
  // One span may hold "websocket.close("; its end is in the method's name.
  const { width = 0 } = (await word.boundingBox()) ?? {};
  await word.hover({ position: { x: width - 24, y: 8 } });
  await expect.poll(() => page.locator('.monaco-hover-content').first().innerText()).toContain('before accept()');
});

test('a SyntaxError becomes a marker at its line and column', async () => {
  const page = await open('/playground/?language=python');
  await editor(page).waitFor();
  await write(page, '# The colon is missing.\nasync def handler(websocket)\n    pass\n');
  await runButton(page).click();
  await page.locator('.refused').waitFor();
  expect(await page.locator('.diagnostics').innerText()).toMatch(/Line 2, column 29\s+SyntaxError: expected ':'/);
  const marker = await page.locator('.squiggly-error').first().boundingBox();
  const line = await page.locator('.view-line', { hasText: 'handler' }).boundingBox();
  expect(marker?.y).toBe(line?.y);
  await language(page, 'TypeScript').click();
  await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
});

test('where Python is off the switch says why and how to turn it on, and TypeScript runs', async () => {
  const nothing = await mkdtemp(join(tmpdir(), 'no-python-'));
  onTestFinished(() => rm(nothing, { recursive: true }));
  await using off = await startServer({ args: ['--python-image', nothing] });
  const page = await open(`${off.url}/playground/?example=core-pattern`);
  const python = language(page, 'Python');
  await expect.poll(() => python.innerText()).toMatch(/off/);
  // Playwright does not click what says that it is disabled; a visitor may, and is told why.
  await python.click({ force: true });
  const notice = page.locator('.language-notice');
  await notice.waitFor();
  expect(await notice.innerText()).toContain('Python is off on this server.');
  expect(await notice.locator('code').innerText()).toBe('npm run build:python');
  expect(await page.locator('.file-name').innerText()).toContain('handler.ts');
  await runButton(page).click();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
});

test('on a phone Python can be chosen and run, and nothing is wider than the screen', async () => {
  const page = await open('/playground/?example=dependency-raises', PHONE);
  await page.locator('.language-notice').waitFor();
  const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  expect(scroll).toBe(inner);
  await page.getByLabel('Example').selectOption('core-pattern');
  await language(page, 'Python').tap();
  await expect.poll(() => page.locator('textarea.plain-editor').inputValue()).toMatch(/async def handler/);
  await runButton(page).tap();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
});

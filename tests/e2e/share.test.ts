import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { encodeState } from '#site/playground/share/state-link.ts';
import { axeViolations } from '#tests/helpers/axe.ts';
import { lineWith, play } from '#tests/helpers/play.ts';
import { editor, runButton, write } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';

/** Links, and what axe finds on the way to one, in a real browser against the real server. */

const site = serveSite();

const open = (path = '/playground/', options: BrowserContextOptions = {}): Promise<Page> => site.open(path, options);
const notice = (page: Page) => page.locator('.arrival-notice');

/** Opens the dialog by keyboard, as far as the keyboard is concerned. */
async function share(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
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
  const bringBack = reader.getByRole('button', { name: 'Bring back my own code' });
  await bringBack.waitFor();
  // Neither a reload nor another link, which goes over what the first one brought, takes it away.
  await reader.reload();
  await bringBack.waitFor();
  const another = await encodeState({ version: 1, language: 'typescript', code: '// another', server: 'uvicorn' });
  await reader.goto('about:blank');
  await reader.goto(`${site.server.url}/playground/${another}`);
  await expect.poll(() => reader.locator('.view-lines').innerText()).toMatch(/another/);
  await bringBack.click();
  await expect.poll(() => reader.locator('.view-lines').innerText()).toMatch(/my\sown\swork/);
});

test('the address follows what is written, and a reload keeps it without a word', async () => {
  const page = await open();
  await write(page, CODE);
  await expect.poll(() => page.url()).toContain('#state=');
  // What another tab has in hand is its own.
  const other = await page.context().newPage();
  await other.goto(`${site.server.url}/playground/?example=anti-pattern`);
  await other.locator('.recorded-notice').waitFor();
  await page.reload();
  await editor(page).waitFor();
  await expect.poll(() => page.locator('.view-lines').innerText()).toContain('naïve');
  expect(await notice(page).count()).toBe(0);
});

test('a short link shows what its author saw before anything runs', async () => {
  const author = await open();
  await write(author, CODE);
  await author.getByRole('textbox', { name: 'Path' }).fill('');
  await runButton(author).click();
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
  ['/playground/?example=gone', 'None is called “gone”'],
] as const)('%s leads to words and not to a broken page', async ([path, words]) => {
  const page = await open(path);
  await notice(page).waitFor();
  await expect.poll(() => notice(page).innerText()).toContain(words);
  await runButton(page).click();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
});

test('a project is downloaded as a zip, and runs for real as it says', async () => {
  const page = await open();
  await write(page, CODE);
  await share(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as a project' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^accept-first-.*\.zip$/);
  const files = Object.entries(unzipSync(await readFile(await download.path())));
  const textOf = (name: string): string =>
    strFromU8(files.find(([path]) => path.endsWith(`/${name}`))?.[1] ?? new Uint8Array());
  expect(textOf('README.md')).toContain('npm run play -- path/to/handler.ts --server uvicorn');
  const folder = await mkdtemp(join(tmpdir(), 'downloaded-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'handler.ts');
  await writeFile(file, textOf('handler.ts'));
  const address = await lineWith(play(site.server.url, file, '--server', 'uvicorn'), 'ws://');
  const [code, reason] = await once(new WebSocket(address.trim()), 'close');
  expect([code, String(reason)]).toEqual([4001, 'shared']);
});

test.for(['light', 'dark'] as const)('axe finds nothing in any state, %s', async (colorScheme) => {
  const page = await open('/playground/?example=anti-pattern', { colorScheme });
  await page.locator('.recorded-notice').waitFor();
  await editor(page).waitFor();
  const found: Record<string, string[]> = { recorded: await axeViolations(page) };
  await runButton(page).click();
  await page.locator('.verdict[data-cause="close-before-accept"]').waitFor();
  found['run'] = await axeViolations(page);
  await share(page);
  await page.getByRole('button', { name: 'Make a short link' }).click();
  await page.getByLabel('Short link', { exact: true }).waitFor();
  found['share'] = await axeViolations(page);
  await page.keyboard.press('Escape');
  await write(page, 'await (;');
  await runButton(page).click();
  await page.locator('.refused').waitFor();
  found['refused'] = await axeViolations(page);
  expect(found).toEqual({ recorded: [], run: [], share: [], refused: [] });
});

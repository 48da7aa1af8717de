import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { runButton } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';

const site = serveSite();

async function open(example: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await site.open(`/playground/?example=${example}&language=typescript`, options);
  await runButton(page).and(page.locator(':enabled')).waitFor();
  return page;
}

const choose = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const side = (page: Page, name: 'Left' | 'Right'): Locator => page.getByRole('region', { name: `${name} side` });
const result = (page: Page, name: 'Left' | 'Right'): Locator => page.getByRole('region', { name: `${name} result` });
const ended = (page: Page, name: 'Left' | 'Right'): Locator =>
  // What is recorded is there before anything has run.
  result(page, name).and(page.locator('[data-recorded="false"]')).locator('.verdict:not([data-outcome="open"])');

test('wrong and right open side by side in one click, and the difference is a sentence', async () => {
  const page = await open('close-before-accept');
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await choose(page, 'Wrong and right');
  await side(page, 'Left').locator('.view-lines').waitFor();
  await side(page, 'Right').locator('.view-lines').waitFor();
  await runButton(page).click();
  await Promise.all([ended(page, 'Left').waitFor(), ended(page, 'Right').waitFor()]);
  expect(await ended(page, 'Left').getAttribute('data-outcome')).toBe('lost');
  expect(await ended(page, 'Right').getAttribute('data-outcome')).toBe('delivered');
  const difference = page.locator('.difference');
  await expect
    .poll(() => difference.innerText())
    .toMatch(/^Left, the browser saw 1006 with no reason; right, 4\d{3} “/);
  await expect
    .poll(() => difference.innerText())
    .toContain('HTTP 403 Forbidden left, and HTTP 101 Switching Protocols');
  // Spoken once, and not a verdict for each side over the other.
  await expect
    .poll(() => page.locator('#verdict-said').innerText())
    .toMatch(/^Left, the browser saw 1006 with no reason; right, 4\d{3} “/);
  expect(problems).toEqual([]);
});

test('a pair shows its recorded runs before anything has run, and says that they are recorded', async () => {
  const page = await open('close-before-accept');
  await choose(page, 'Wrong and right');
  for (const name of ['Left', 'Right'] as const) await result(page, name).locator('.recorded-notice').waitFor();
  await page.locator('.difference', { hasText: /^Left, the browser saw 1006/ }).waitFor();
});

test('a short link of a comparison brings the result of both sides', async () => {
  const page = await open('close-before-accept');
  await choose(page, 'Wrong and right');
  await runButton(page).click();
  await Promise.all([ended(page, 'Left').waitFor(), ended(page, 'Right').waitFor()]);
  await choose(page, 'Share');
  await page.getByText('It carries the result of your last run of both sides').waitFor();
  await choose(page, 'Make a short link');
  const link = await page.getByRole('textbox', { name: 'Short link', exact: true }).inputValue();
  const reader = await site.open(link);
  for (const name of ['Left', 'Right'] as const)
    await result(reader, name).getByText('Recorded by who shared it').waitFor();
  await reader
    .locator('.difference', { hasText: /^Left, the browser saw 1006 with no reason; right, 4\d{3} “/ })
    .waitFor();
});

test('both timelines stand on one axis of time', async () => {
  const page = await open('close-before-accept');
  await choose(page, 'Wrong and right');
  await runButton(page).click();
  await Promise.all([ended(page, 'Left').waitFor(), ended(page, 'Right').waitFor()]);
  const rows = page.locator('.shared-timeline li .axis-row');
  await page.locator('.axis-cell[data-side="left"]', { hasText: 'HTTP 403' }).waitFor();
  await page.locator('.axis-cell[data-side="right"]', { hasText: 'HTTP 101' }).waitFor();
  const times = (await rows.locator('.ms').allInnerTexts()).map(Number);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[0]).toBe(0);
  // On a laptop's window the axis begins in sight, under both verdicts.
  const [bar, secondRow] = await Promise.all([page.locator('.run-bar').boundingBox(), rows.nth(1).boundingBox()]);
  expect((secondRow?.y ?? 0) + (secondRow?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  // A row opens to its bytes, and its line is a click away.
  const refusal = page.locator('.axis-cell[data-side="left"]', { hasText: 'HTTP 403' });
  await refusal.getByRole('button', { name: 'HTTP 403' }).click();
  await refusal.locator('.bytes-view').waitFor();
  await refusal.getByRole('button', { name: /^line \d+$/ }).click();
});

test('each side has its own code, and both survive a reload', async () => {
  const page = await open('accept-then-close');
  await choose(page, 'Two servers');
  const editor = side(page, 'Right').getByRole('textbox', { name: /^Handler code/ });
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(
    "import { app } from 'playground';\napp.websocket('/{x}', (websocket) => websocket.close());",
  );
  await side(page, 'Right').locator('.view-lines', { hasText: 'websocket.close()' }).waitFor();
  await page.reload();
  await side(page, 'Right').locator('.view-lines', { hasText: 'websocket.close()' }).waitFor();
  await side(page, 'Left').locator('.view-lines', { hasText: 'accept()' }).waitFor();
});

test('two servers run the same code', async () => {
  const page = await open('connect-after-accept');
  await choose(page, 'Two servers');
  await runButton(page).click();
  await Promise.all([ended(page, 'Left').waitFor(), ended(page, 'Right').waitFor()]);
  const difference = page.locator('.difference');
  await expect.poll(() => difference.innerText()).toContain('The code is the same; the servers are');
  await expect.poll(() => difference.innerText()).toContain('1011');
});

test('Python and TypeScript run beside each other', async () => {
  const page = await open('accept-then-close');
  await choose(page, 'Two languages');
  await runButton(page).click();
  await Promise.all([ended(page, 'Left').waitFor(), ended(page, 'Right').waitFor()]);
  await expect
    .poll(() => page.locator('.difference').innerText())
    .toContain(
      'The wire carried the same status, messages and Close frame on both sides. Left is TypeScript and right is Python.',
    );
});

test('a comparison ends, and the left side stays', async () => {
  const page = await open('close-before-accept');
  await choose(page, 'Wrong and right');
  await choose(page, 'End comparison');
  expect(await page.locator('.compare-side').count()).toBe(0);
  expect(await page.getByLabel('Example').inputValue()).toBe('close-before-accept');
});

test('on a phone one side is under the other, and nothing is wider than the screen', async () => {
  const page = await open('close-before-accept', { viewport: { width: 390, height: 844 }, hasTouch: true });
  await choose(page, 'Wrong and right');
  const [left, right] = await Promise.all([side(page, 'Left').boundingBox(), side(page, 'Right').boundingBox()]);
  expect(right?.y ?? 0).toBeGreaterThanOrEqual((left?.y ?? 0) + (left?.height ?? 0));
  await runButton(page).tap();
  await Promise.all([ended(page, 'Left').waitFor(), ended(page, 'Right').waitFor()]);
  const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  expect(scroll).toBe(inner);
});

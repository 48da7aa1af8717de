import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { loadLessons } from '#content/load-lessons.ts';
import { runButton, write } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';

/** An exercise in a real browser: from its start to passed, with help, on a phone, and carried to another browser. */

const SLUG = 'read-a-refusal/close-before-accept';
const lesson = loadLessons().find(({ slug }) => slug === SLUG)!;

const site = serveSite();

const rung = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const says = (page: Page) => page.locator('.says');

test('an exercise goes from its known mistake to passed, and the workshop remembers it', async () => {
  const page = await site.open(`/workshop/${SLUG}/`);
  await runButton(page).click();
  await page.locator('.says[data-mistake="refused-before-accept"]').waitFor();
  expect(await says(page).count()).toBe(1);
  expect(await page.locator('.verdict').getAttribute('data-cause')).toBe('close-before-accept');
  await page.getByRole('textbox', { name: /^Handler code/ }).waitFor();
  await write(page, lesson.solution.typescript);
  await page.keyboard.press('Control+Enter');
  await page.locator('.learned').waitFor();
  expect(await page.locator('.learned').innerText()).toContain(lesson.learned);
  expect(await page.locator('.checks li').evaluateAll((all) => all.map((li) => li.dataset['state']))).toEqual(
    lesson.checks.map(() => 'met'),
  );
  await page.reload();
  await page.locator('.passed-mark').waitFor();
  await page.getByRole('link', { name: 'Workshop' }).last().click();
  await page.locator('.overview [data-status="passed"]').waitFor();
  expect(await page.locator('.overview-state').innerText()).toContain(`1 of ${loadLessons().length} passed`);
});

test('the ladder opens rung by rung, ends with the difference, and never locks again', async () => {
  const page = await site.open(`/workshop/${SLUG}/`);
  await rung(page, 'A nudge').waitFor();
  expect(await rung(page, 'A pointed hint').isDisabled()).toBe(true);
  for (const name of ['A nudge', 'A pointed hint', 'Part of the code', 'The solution']) await rung(page, name).click();
  await rung(page, 'Compare it with your code').click();
  await page.locator('.diff-host .line-insert').first().waitFor();
  await rung(page, 'Back to your code').click();
  expect(await page.locator('.solution-diff').count()).toBe(0);
  await page.reload();
  await rung(page, 'Compare it with your code').waitFor();
});

test('progress is saved to a file and joined in another browser, and a strange file is refused', async () => {
  const page = await site.open(`/workshop/${SLUG}/`);
  await rung(page, 'A nudge').click();
  await page.goto(`${site.server.url}/workshop/`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save to a file' }).click();
  const path = await (await download).path();
  expect(JSON.parse(await readFile(path, 'utf8')).exercises[SLUG].rung).toBe(1);

  const other = await site.open('/workshop/');
  const file = other.locator('input[type="file"]');
  await file.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"version":1}') });
  await other.getByText('Nothing was taken over.').waitFor();
  await file.setInputFiles(path);
  await other.getByText('1 exercise was joined').waitFor();
  await other.locator('.overview [data-status="begun"]').waitFor();
  await other.goto(`${site.server.url}/workshop/${SLUG}/`);
  await other.getByText(lesson.nudge).waitFor();
});

test('a page really dials as the policy says, and the server counts', async () => {
  const page = await site.open('/workshop/clients-and-operations/reconnect-storm/');
  await runButton(page).click();
  await page.locator('.says[data-mistake="storm"]').waitFor();
  await page.locator('.client-tabs option', { hasText: ', attempt 2' }).first().waitFor({ state: 'attached' });
});

test('a phone has the task, the code and the result one at a time, and the difference as text', async () => {
  const page = await site.open(`/workshop/${SLUG}/`, { viewport: { width: 390, height: 844 } });
  await page.locator('.plain-editor').waitFor({ state: 'attached' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await runButton(page).click();
  await page.locator('.says[data-mistake="refused-before-accept"]').waitFor();
  await rung(page, 'Stuck?').click();
  for (const name of ['A nudge', 'A pointed hint', 'Part of the code', 'The solution']) await rung(page, name).click();
  await rung(page, 'Compare it with your code').click();
  expect(await page.locator('.text-diff ins').first().innerText()).toContain('await websocket.accept()');
});

test('the facilitator may hold the solution', async () => {
  const page = await site.open(`/workshop/${SLUG}/`);
  for (const name of ['A nudge', 'A pointed hint', 'Part of the code']) await rung(page, name).click();
  const command = (detail: object) =>
    page.evaluate((told) => document.dispatchEvent(new CustomEvent('workshop-command', { detail: told })), detail);
  await command({ type: 'hold-solutions' });
  await page.getByText('The facilitator will release the solution.').waitFor();
  expect(await rung(page, 'The solution').isDisabled()).toBe(true);
  await command({ type: 'release-solutions' });
  await rung(page, 'The solution').click();
});

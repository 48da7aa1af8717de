import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ENDPOINTS } from '#content/endpoints.ts';
import { RECONNECT_STORM } from '#content/reconnect-storm.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** The exhibits of the guide dial real handlers from a real page. */

const MEASURED = RECONNECT_STORM.map(({ attemptsAtSeconds }) => String(attemptsAtSeconds.length));

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function open(path: string, url = server.url): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(url + path);
  return page;
}

const counts = (page: Page) => page.locator('storm-exhibit [data-count]').allTextContents();
const status = (page: Page) => page.locator('storm-exhibit [role="status"]');

test('the storm shows what was measured before anybody presses a button', async () => {
  expect(await counts(await open('/learn/client/'))).toEqual(MEASURED);
});

test('the storm, dialled from the page, has the counts that were measured', async () => {
  const page = await open('/learn/client/');
  let dialled = 0;
  page.on('websocket', (socket) => (dialled += socket.url().includes('/live/') ? 1 : 0));
  await page.getByRole('button', { name: 'Dial' }).click();
  await status(page).getByText('Live, just now').waitFor();
  expect(await counts(page)).toEqual(MEASURED);
  expect(dialled).toBe(MEASURED.reduce((sum, count) => sum + Number(count), 0));
});

test('a storm that is stopped dials no more', async () => {
  const page = await open('/learn/client/');
  await page.getByRole('button', { name: 'Dial' }).click();
  await page.getByText('Dialling.').waitFor();
  await page.locator('storm-exhibit').getByRole('button', { name: 'Stop' }).click();
  await status(page).getByText('Stopped').waitFor();
  const stopped = await counts(page);
  expect(Number(stopped[1])).toBeLessThan(16);
  expect(await page.locator('storm-exhibit').getByRole('button', { name: 'Dial' }).isEnabled()).toBe(true);
});

test('a storm without a server says so and shows what was measured', async () => {
  const first = await startServer();
  const page = await open('/learn/client/', first.url);
  await first.stop('SIGKILL');
  await page.getByRole('button', { name: 'Dial' }).click();
  await status(page).getByText('Showing what was measured').waitFor();
  expect(await counts(page)).toEqual(MEASURED);
});

test('every endpoint answers at both of its addresses', async () => {
  const page = await open('/reference/endpoints/');
  const tries = page.locator('try-endpoint');
  expect(await tries.count()).toBe(ENDPOINTS.length * 2);
  for (const each of await tries.all()) await each.getByRole('button').click();
  for (const each of await tries.all()) {
    await each.getByText('pong').waitFor();
    await each.getByText('close 1000').waitFor();
  }
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ENDPOINTS } from '#content/endpoints.ts';
import { RECONNECT_STORM } from '#content/reconnect-storm.ts';
import { serveSite } from '#tests/helpers/served-site.ts';
import { startServer } from '#tests/helpers/server.ts';

/** The exhibits of the guide dial real handlers from a real page. */

const MEASURED = RECONNECT_STORM.map(({ attemptsAtSeconds }) => String(attemptsAtSeconds.length));

const site = serveSite();

const counts = (page: Page) => page.locator('storm-exhibit [data-count]').allTextContents();
const status = (page: Page) => page.locator('storm-exhibit [role="status"]');

test('the storm shows what was measured before anybody presses a button', async () => {
  expect(await counts(await site.open('/learn/client/'))).toEqual(MEASURED);
});

test('the storm, dialled from the page, has the counts that were measured', async () => {
  const page = await site.open('/learn/client/');
  let dialled = 0;
  page.on('websocket', (socket) => (dialled += socket.url().includes('/live/') ? 1 : 0));
  await page.getByRole('button', { name: 'Dial' }).click();
  await status(page).getByText('Live, just now').waitFor();
  expect(await counts(page)).toEqual(MEASURED);
  expect(dialled).toBe(MEASURED.reduce((sum, count) => sum + Number(count), 0));
});

test('a storm that is stopped dials no more', async () => {
  const page = await site.open('/learn/client/');
  await page.getByRole('button', { name: 'Dial' }).click();
  await page.getByText('Dialling.').waitFor();
  await page.locator('storm-exhibit').getByRole('button', { name: 'Stop' }).click();
  await status(page).getByText('Stopped').waitFor();
  const stopped = await counts(page);
  expect(Number(stopped[1])).toBeLessThan(16);
  expect(await page.locator('storm-exhibit').getByRole('button', { name: 'Dial' }).isEnabled()).toBe(true);
});

test('without a server a storm shows what was measured, and an endpoint is not taken for a refusal', async () => {
  const first = await startServer();
  const page = await site.open(`${first.url}/learn/client/`);
  const endpoints = await site.open(`${first.url}/reference/endpoints/`);
  await first.stop('SIGKILL');
  await endpoints.locator('try-endpoint button').first().click();
  await endpoints.getByText('Could not reach the server').waitFor();
  await page.getByRole('button', { name: 'Dial' }).click();
  await status(page).getByText('Showing what was measured').waitFor();
  expect(await counts(page)).toEqual(MEASURED);
});

test('every endpoint answers at both of its addresses', async () => {
  const page = await site.open('/reference/endpoints/');
  const tries = page.locator('try-endpoint');
  expect(await tries.count()).toBe(ENDPOINTS.length * 2);
  for (const each of await tries.all()) await each.getByRole('button').click();
  for (const each of await tries.all()) {
    await each.getByText('pong').waitFor();
    await each.getByText('close 1000').waitFor();
  }
});

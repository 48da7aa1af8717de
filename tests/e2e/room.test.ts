import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** A facilitator and three participants, each a browser of their own, and a server that is restarted between two runs. */

const HOSTILE = '<img src=x onerror=alert(1)>\u202e';
const EXERCISE = '/workshop/read-a-refusal/close-before-accept/';

const data = mkdtempSync(join(tmpdir(), 'room-e2e-'));
let server: RunningServer;
let browser: Browser;

const start = (port = '0'): Promise<RunningServer> =>
  startServer({ args: ['--python-image', 'none', '--data', data, '--port', port] });

beforeAll(async () => {
  [server, browser] = await Promise.all([start(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true });
});

async function person(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

async function participant(code: string, name: string): Promise<Page> {
  const page = await person(`/join/#${code}`);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join the room' }).click();
  await page.waitForURL('**/workshop/');
  await page.goto(server.url + EXERCISE);
  await page.locator('#room-bar[data-status="attached"]').waitFor();
  return page;
}

const row = (host: Page, name: string) => host.locator('.row').filter({ hasText: name });
const pressRun = (page: Page) => page.getByRole('button', { name: 'Run', exact: true }).click();

test('a room from its opening to its end', { timeout: 60_000 }, async () => {
  const host = await person('/workshop/host/');
  const alerts: string[] = [];
  host.on('dialog', (dialog) => alerts.push(dialog.message()));
  await host.getByLabel('Title of the room').fill('Onboarding');
  await host.getByRole('button', { name: 'Open a room' }).click();
  const code = (await host.locator('.join-spoken').innerText()).replaceAll(' ', '');
  expect(host.url()).not.toContain('#');

  const [ana, bo, eve] = await Promise.all([
    participant(code, 'Ana'),
    participant(code, 'Bo'),
    participant(code, HOSTILE),
  ]);
  await host.locator('.row').nth(2).waitFor();
  expect(await row(host, '<img src=x').locator('bdi').first().innerText()).toBe('<img src=x onerror=alert(1)>');
  expect(await host.locator('.row img').count()).toBe(0);
  expect(alerts).toEqual([]);

  // What Ana's own browser saw of a real run is on the board, and without her name in Bo's bar.
  await pressRun(ana);
  await row(host, 'Ana').locator('.badge-code').getByText('1006').waitFor();
  await host.locator('.course-code').getByText('1006').waitFor();
  await bo.locator('.wall-part').getByText('1006').waitFor();
  expect(await bo.locator('#room-bar').innerText()).not.toContain('Ana');

  await bo.getByRole('button', { name: 'Raise hand' }).click();
  await row(host, 'Bo').locator('.hand').waitFor();
  await bo.getByRole('button', { name: 'Lower hand' }).waitFor();

  // The server goes away and comes back: every page as who it was, and what was done meanwhile arrives once.
  const { port } = new URL(server.url);
  await server.stop();
  await bo.locator('#room-bar[data-status="waiting"]').waitFor();
  await bo.getByRole('button', { name: 'Lower hand' }).click();
  server = await start(port);
  await host.locator('.console[data-status="attached"]').waitFor();
  await row(host, 'Bo').locator('.hand').waitFor({ state: 'detached' });
  expect(await host.locator('.row').count()).toBe(3);
  await row(host, 'Ana').locator('.badge-code').getByText('1006').waitFor();

  await host.getByLabel('Note to everybody').fill('Look at the status line');
  await host.getByRole('button', { name: 'Send the note' }).click();
  await eve.locator('.room-note').getByText('Look at the status line').waitFor();

  // Code is shown when its author agrees, and only then.
  await row(host, 'Ana').getByRole('button').click();
  await host.getByRole('button', { name: 'Ask to show the code' }).click();
  await ana.getByRole('button', { name: 'Show my code' }).click();
  await host.locator('.shown-code pre').getByText('websocket').first().waitFor();

  // A reload of either side finds the room as it is.
  await Promise.all([host.reload(), ana.reload()]);
  await host.locator('.row').nth(2).waitFor();
  await ana.locator('#room-bar[data-status="attached"]').waitFor();
  expect(await host.locator('.row').count()).toBe(3);

  await row(host, '<img src=x').getByRole('button').click();
  await host.getByRole('button', { name: 'Remove' }).click();
  await host.getByRole('button', { name: 'Remove: yes' }).click();
  await eve.getByText('You are not in the room any more').waitFor();
  await expect.poll(() => host.locator('.row').count()).toBe(2);

  await host.getByRole('button', { name: 'End the room' }).click();
  await host.getByRole('button', { name: 'End the room: yes' }).click();
  await bo.getByText('The room has ended.').waitFor();
});

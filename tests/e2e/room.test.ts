import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations } from '#tests/helpers/axe.ts';
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

test('a room from its opening to its end', async () => {
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

/** Contrast is all that the dark colours can change. */
async function violations(page: Page): Promise<string[]> {
  const wear = (theme: string) =>
    page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name;
      // Colours that fade are measured at their end.
      for (const animation of document.getAnimations()) animation.finish();
    }, theme);
  const light = await axeViolations(page);
  await wear('dark');
  const dark = await axeViolations(page, { runOnly: ['color-contrast'] });
  await wear('light');
  return [...light, ...dark.map((violation) => `dark ${violation}`)];
}

test('axe finds nothing on any page of a room, and the keyboard is enough for it', async () => {
  const found: Record<string, string[]> = {};
  const host = await person('/workshop/host/');
  await host.getByLabel('Title of the room').waitFor();
  found['open form'] = await violations(host);
  await host.getByLabel('Title of the room').focus();
  await host.keyboard.type('By keyboard');
  await host.keyboard.press('Enter');
  const code = await host.locator('.join-spoken').innerText();
  found['empty console'] = await violations(host);

  const ana = await person('/join/');
  await ana.getByLabel('Code of the room').focus();
  await ana.keyboard.type('FFF FFFF');
  await ana.keyboard.press('Tab');
  await ana.keyboard.type('Ana');
  await ana.keyboard.press('Enter');
  await ana.locator('.fault').waitFor();
  found['join, refused'] = await violations(ana);
  await ana.getByLabel('Code of the room').fill(code);
  await ana.getByLabel('Your name').press('Enter');
  await ana.waitForURL('**/workshop/');
  await ana.locator('#room-bar[data-status="attached"]').waitFor();
  await host.getByRole('button', { name: 'Point the room here' }).press('Enter');
  await ana.getByText('The room is at The typo that looks like a refusal.').waitFor();
  found['waiting, pointed elsewhere'] = await violations(ana);
  await ana.goto(server.url + EXERCISE);
  await ana.getByRole('button', { name: 'Stay here' }).press('Enter');
  await ana.getByText('The room is at').waitFor({ state: 'detached' });
  await ana.reload();
  await ana.locator('#room-bar[data-status="attached"]').waitFor();
  expect(await ana.getByText('The room is at').count()).toBe(0);
  await ana.getByRole('button', { name: 'Raise hand' }).press('Enter');
  await ana.keyboard.press('Control+Enter');
  await row(host, 'Ana').locator('.badge-code').getByText('1006').waitFor();

  await host.locator('.needs').getByRole('button', { name: 'Ana' }).press('Enter');
  await host.getByRole('button', { name: 'Ask to show the code' }).press('Enter');
  await ana.getByRole('alert').getByText('The facilitator asks').waitFor();
  found['asked'] = await violations(ana);
  await ana.getByRole('button', { name: 'Show my code' }).press('Enter');
  expect(await ana.evaluate(() => document.activeElement?.textContent)).toContain('Lower hand');
  await host.locator('.shown-code').waitFor();
  await host.getByRole('button', { name: 'Remove' }).press('Enter');
  found['console'] = await violations(host);
  await host.getByRole('button', { name: 'Put away' }).press('Enter');

  const board = await host.context().newPage();
  await board.goto(`${server.url}/workshop/host/?view=projector`);
  await board.locator('.board .row').waitFor();
  found['board'] = await violations(board);
  for (const path of ['/workshop/plan/', '/workshop/sheet/']) {
    await board.goto(server.url + path);
    found[path] = await violations(board);
  }

  await host.getByRole('button', { name: 'Remove and lock' }).press('Enter');
  await ana.getByText('You are not in the room any more').waitFor();
  found['removed'] = await violations(ana);
  await host.getByText('Locked: nobody else can join.').waitFor();
  await host.getByRole('button', { name: 'Unlock' }).press('Enter');

  const bo = await participant(code, 'Bo');
  await host.getByRole('button', { name: 'End the room' }).press('Enter');
  await host.keyboard.press('Tab');
  await host.keyboard.press('Enter');
  await bo.getByText('The room has ended.').waitFor();
  found['ended room'] = await violations(bo);
  found['ended console'] = await violations(host);
  expect(Object.entries(found).filter(([, violated]) => violated.length > 0)).toEqual([]);
});

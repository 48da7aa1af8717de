import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { axeViolations } from '#tests/helpers/axe.ts';
import { editor, runButton, runHandler, verdict, write } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';
import { startServer } from '#tests/helpers/server.ts';

/** What the page says while it cannot show a run, in a real browser. The server has one place, and one to wait in. */

const handler = (body: string, before = ''): string =>
  `import { app } from 'playground';\n${before}\napp.websocket('/x', async (websocket) => {\n${body}\n});\n`;
const WAITS = handler('  await websocket.accept();\n  await websocket.receiveText();');
const LOADS_SLOWLY = handler('  await websocket.accept();', 'await new Promise(() => {});');
const LOOPS = handler('  await websocket.accept();\n  for (;;);');

const site = serveSite({ env: { MAX_RUNS: '1', MAX_WAITING_RUNS: '1' } });

const open = (path = '/playground/'): Promise<Page> => site.open(path);
const stop = (page: Page) => page.getByRole('button', { name: 'Stop' });
const notice = (page: Page) => page.locator('.run-notice:not(.recorded-notice)');
const summary = (page: Page) => page.locator('.summary');

async function expectAccessible(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
}

test.for([
  ['as it is', '/playground/'],
  ['at an example in Python', '/playground/?example=anti-pattern&language=python'],
])('nothing jumps while the page loads %s', async ([, path]) => {
  const page = await site.open('about:blank');
  await page.addInitScript(() => {
    const shifts: unknown[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site.server.url + path);
  await editor(page).waitFor();
  await page.locator('.recorded-notice').waitFor();
  await runButton(page).and(page.locator(':enabled')).waitFor();
  const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.05);
});

test('a run that starts says for how long, and can be stopped', async () => {
  const page = await open();
  await runHandler(page, LOADS_SLOWLY);
  await page.getByRole('button', { name: /^Starting… [1-9]\d* s$/ }).waitFor();
  expect(await notice(page).innerText()).toBe('Starting your handler.');
  await expectAccessible(page);
  await stop(page).click();
  await expect.poll(() => summary(page).innerText()).toMatch(/not run.*stopped/is);
  await runButton(page).waitFor();
});

test('who waits sees the place in the line and can leave it; past the line it is said when to come back', async () => {
  const [first, second, third] = await Promise.all([open(), open(), open()]);
  await runHandler(first, WAITS);
  await verdict(first, 'waits-for-a-message').waitFor();

  await runHandler(second, WAITS);
  await second.getByRole('button', { name: '1st in line' }).waitFor();
  expect(await notice(second).innerText()).toMatch(/you are number 1 in line.*Stop leaves the line/);
  await expectAccessible(second);

  await runHandler(third, WAITS);
  const refused = third.locator('.refused');
  await refused.waitFor();
  expect(await refused.innerText()).toContain('The playground is busy');
  expect(await refused.innerText()).toContain('Press Run again');
  await expectAccessible(third);

  // Who leaves gives the place in the line to the next who asks.
  await stop(second).click();
  await expect.poll(() => summary(second).innerText()).toMatch(/not run.*stopped/is);
  await runButton(third).click();
  await third.getByRole('button', { name: '1st in line' }).waitFor();
  await stop(first).click();
  await verdict(third, 'waits-for-a-message').waitFor();
  await stop(third).click();
  await verdict(third, 'run-over').waitFor();
});

test('a limit that is met is named with its value and why there is one', async () => {
  const page = await open();
  await runHandler(page, LOOPS);
  await verdict(page, 'limit').waitFor();
  const said = await summary(page).innerText();
  expect(said).toMatch(/100 ms/);
  await expectAccessible(page);
});

test('a sandbox that dies is called a fault of the playground, and the next run works', async () => {
  const page = await open();
  await runHandler(page, WAITS);
  await verdict(page, 'waits-for-a-message').waitFor();
  for (const pid of childrenOf(site.server.pid)) process.kill(pid, 'SIGKILL');
  await expect.poll(() => summary(page).innerText()).toMatch(/fault of the playground and not of your code/);
  await expectAccessible(page);
  await runButton(page).click();
  await verdict(page, 'waits-for-a-message').waitFor();
  await stop(page).click();
  await verdict(page, 'run-over').waitFor();
});

test('a server that goes away in the middle of a run is told of, and neither the run nor the code is lost', async () => {
  const own = await startServer();
  const page = await site.open(`${own.url}/playground/`);
  await runHandler(page, WAITS);
  await verdict(page, 'waits-for-a-message').waitFor();
  await own.stop('SIGKILL');
  const gone = page.locator('.connection-notice');
  await gone.waitFor();
  expect(await gone.innerText()).toMatch(/Not connected to the playground. Trying again in \d+ s. Your code is safe./);
  expect(await page.locator('.row', { hasText: 'close 1006' }).count()).toBeGreaterThan(0);
  await expectAccessible(page);
  const again = await startServer({ env: { PORT: new URL(own.url).port } });
  onTestFinished(() => void again.stop());
  await gone.waitFor({ state: 'detached' });
  // The new server does not know the run, and the page says that it is over.
  await expect.poll(() => summary(page).innerText()).toMatch(/over|ended|not known|no longer/i);
  expect(await page.locator('.view-lines').innerText()).toMatch(/receiveText/);
  await runButton(page).click();
  await verdict(page, 'waits-for-a-message').waitFor();
});

test('before anything has run there is one thing to try', async () => {
  const page = await open();
  await write(page, WAITS);
  const promised = page.locator('.promised');
  await promised.waitFor();
  expect(await promised.innerText()).toContain('Press Run or Ctrl ↵');
  await expectAccessible(page);
});

/** The processes that the server has started: its sandboxes. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

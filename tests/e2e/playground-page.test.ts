import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { editor, runButton, write } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';
import { startServer } from '#tests/helpers/server.ts';

/** The page of the playground, built, in a real browser against the real server. */

const ECHO = `import { app } from 'playground';

app.websocket('/echo/{name}', async (websocket) => {
  await websocket.accept();
  for await (const text of websocket.iterText()) await websocket.sendText(text.toUpperCase());
});
`;

const WAITS = `import { app } from 'playground';

app.websocket('/waits', async (websocket) => {
  await websocket.accept();
  await websocket.receiveText();
});
`;

const site = serveSite();

const open = (path = '/playground/', options: BrowserContextOptions = {}): Promise<Page> => site.open(path, options);

const verdict = (page: Page) => page.locator('.verdict');
const effect = (page: Page) => page.locator('.effect');

test('the code is readable before any script has run', async () => {
  const page = await open('/playground/', { javaScriptEnabled: false });
  expect(await page.locator('.static-code').innerText()).toContain('await websocket.accept()');
  expect(await page.locator('.static-code span[style*="--shiki"]').count()).toBeGreaterThan(20);
});

test('the page obeys the Content Security Policy and logs no error of its own', async () => {
  const page = await open('about:blank');
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${site.server.url}/playground/`);
  await editor(page).waitFor();
  await runButton(page).click();
  await verdict(page).and(page.locator('[data-outcome="delivered"]')).waitFor();
  expect(problems).toEqual([]);
});

test('run by keyboard says first what the browser saw, and then why', async () => {
  const page = await open('/playground/?example=anti-pattern');
  await editor(page).focus();
  await runButton(page).and(page.locator(':enabled')).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.verdict[data-cause="close-before-accept"]').waitFor();
  expect(await effect(page).innerText()).toBe('The browser saw 1006 with no reason.');
  expect(await page.locator('.fact-table').innerText()).toContain('HTTP/1.1 403 Forbidden');
  await expect.poll(() => page.locator('#verdict-said').innerText()).toContain('never left the server');
});

test('shows the events of all four lanes in order of time', async () => {
  const page = await open();
  await runButton(page).click();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
  const lanes = await page.locator('.row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-lane')));
  expect(lanes.slice(0, 3)).toEqual(['browser', 'wire', 'server']);
  expect(lanes).toContain('handler');
  const times = (await page.locator('.row .ms').allInnerTexts()).map(Number);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('a row opens to the bytes of its frame, with the fields decoded', async () => {
  const page = await open();
  await runButton(page).click();
  const row = page.locator('.row', { hasText: 'close frame' }).first();
  await row.focus();
  await page.keyboard.press('Enter');
  const details = page.locator('.row-details');
  await details.waitFor();
  expect(await details.locator('table').innerText()).toMatch(/close code\s+0f a0\s+4000/);
  expect(await details.innerText()).toContain('"code": 4000');
});

describe('a line', () => {
  const lit = (page: Page) => page.locator('.row[data-lit="true"]');

  test('lights up in the code when its row is pointed at', async () => {
    const page = await open('/playground/?example=anti-pattern');
    await editor(page).waitFor();
    await runButton(page).click();
    const row = page.locator('.row', { hasText: 'send websocket.close' });
    await row.hover();
    await page.locator('.lit-line').waitFor();
    // The message, the answer that it became, and what the page was told of it.
    expect(await lit(page).allInnerTexts()).toEqual([
      expect.stringContaining('send websocket.close'),
      expect.stringContaining('HTTP 403'),
      expect.stringContaining('error'),
      expect.stringContaining('close 1006'),
    ]);
    await page.locator('.effect').hover();
    await page.locator('.lit-line').waitFor({ state: 'detached' });
  });

  test('lights up its rows while the cursor is on it, until the code is another', async () => {
    const page = await open('/playground/?example=anti-pattern');
    await editor(page).waitFor();
    await runButton(page).click();
    await page.getByRole('button', { name: /^Show line/ }).click();
    await expect.poll(() => lit(page).count()).toBe(4);
    await page.keyboard.type(' ');
    await expect.poll(() => lit(page).count()).toBe(0);
  });

  test('is the last one when the code has become shorter since', async () => {
    const page = await open('/playground/?example=anti-pattern');
    await editor(page).waitFor();
    await runButton(page).click();
    const link = page.getByRole('button', { name: /^Show line/ });
    await link.waitFor();
    await write(page, 'short');
    await link.click();
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.type('very ');
    await expect.poll(() => page.locator('.view-line').first().innerText()).toMatch(/^very\sshort$/);
  });
});

test('the run of an edited example is called so', async () => {
  const page = await open('/playground/?example=anti-pattern');
  await editor(page).focus();
  await page.keyboard.type(' ');
  await runButton(page).click();
  expect(await page.locator('.run-divider').innerText()).toContain('Edited: ');
});

describe('a handler that waits', () => {
  test('is said to wait, with its line', async () => {
    const page = await open('/playground/');
    await write(page, WAITS);
    await page.getByLabel('Path').fill('');
    await editor(page).focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('.verdict[data-cause="waits-for-a-message"]').waitFor();
    expect(await effect(page).innerText()).toBe('Open. The handler waits for a message.');
    expect(await page.locator('.because').innerText()).toContain('line 5');
    // Whoever runs from the code is still writing there.
    await page.getByLabel('Message', { exact: true }).waitFor();
    expect(await editor(page).evaluate((input) => input === document.activeElement)).toBe(true);
  });

  test('gets what the visitor types, and the close with code and reason', async () => {
    const page = await open();
    await write(page, ECHO);
    await page.getByLabel('Path').fill('');
    await runButton(page).click();
    const message = page.getByLabel('Message', { exact: true });
    await message.waitFor();
    await expect.poll(() => message.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await page.locator('.row[data-lane="browser"]', { hasText: 'message "HELLO"' }).waitFor();
    await page.getByLabel('Close code').fill('4001');
    await page.getByLabel('Close reason').fill('leaving');
    await page.keyboard.press('Enter');
    await page.locator('.verdict[data-cause="client-closed"]').waitFor();
    expect(await effect(page).innerText()).toBe('The browser saw 4001 “leaving”.');
  });

  test('keeps its connection when the browser forbids a close code', async () => {
    const page = await open();
    await write(page, ECHO);
    await page.getByLabel('Path').fill('/echo/me');
    await runButton(page).click();
    await page.getByLabel('Close code').fill('1001');
    await page.keyboard.press('Enter');
    await page.locator('.verdict[data-cause="browser-would-not-close"]').waitFor();
    expect(await page.getByLabel('Message', { exact: true }).isVisible()).toBe(true);
  });

  test('is stopped with a reason that the page shows', async () => {
    const page = await open();
    await write(page, ECHO);
    await page.getByLabel('Path').fill('/echo/me');
    await runButton(page).click();
    await page.getByLabel('Message', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.verdict[data-cause="run-over"]').waitFor();
    expect(await page.locator('.because').innerText()).toContain('stopped');
  });
});

test('code that does not compile is refused with a marker and a list', async () => {
  const page = await open();
  await write(page, "import { app } from 'playground';\napp.websocket('/x', async (websocket) => {\n  await (;\n});\n");
  await runButton(page).click();
  await page.locator('.refused').waitFor();
  expect(await page.locator('.refused').innerText()).toContain('The code does not compile');
  await page.locator('.squiggly-error').first().waitFor();
  await page.getByRole('button', { name: /^Line 3, column/ }).click();
  await expect.poll(() => editor(page).evaluate((input) => input === document.activeElement)).toBe(true);
});

test('an exception is told with its type, its text and its line', async () => {
  const page = await open('/playground/?example=connect-after-accept');
  await runButton(page).click();
  await page.locator('.verdict[data-cause="raised-after-accept"]').waitFor();
  expect(await page.locator('.because').innerText()).toContain(
    'RuntimeError: Expected ASGI message "websocket.send" or "websocket.close", but got \'websocket.accept\'',
  );
  await page.locator('.raised-glyph').waitFor();
});

test('the shortcuts open with a question mark and close with Escape', async () => {
  const page = await open();
  await runButton(page).and(page.locator(':enabled')).waitFor();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Shortcuts' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

describe('on a phone', () => {
  const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

  test('shows code or result, and Run at the bottom 48 px high', async () => {
    const page = await open('/playground/?example=anti-pattern', PHONE);
    const code = page.locator('textarea.plain-editor');
    await code.waitFor();
    expect((await runButton(page).boundingBox())?.height).toBe(48);
    await runButton(page).tap();
    await page.locator('.verdict[data-cause="close-before-accept"]').waitFor();
    expect(await code.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Code', exact: true }).tap();
    expect(await code.isVisible()).toBe(true);
  });

  test('is never wider than its screen', async () => {
    for (const path of ['/', '/playground/', '/learn/start/']) {
      const page = await open(path, PHONE);
      const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      expect(scroll).toBe(inner);
    }
  });
});

test('a server that goes away and comes back is told of, and run again', async () => {
  const own = await startServer();
  const page = await open(`${own.url}/playground/`);
  await runButton(page).and(page.locator(':enabled')).waitFor();
  await own.stop('SIGKILL');
  const notice = page.locator('.connection-notice');
  await notice.waitFor();
  expect(await notice.innerText()).toMatch(
    /Not connected to the playground. Trying again in \d+ s. Your code is safe./,
  );
  const again = await startServer({ env: { PORT: new URL(own.url).port } });
  onTestFinished(() => void again.stop());
  await notice.waitFor({ state: 'detached' });
  await runButton(page).click();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
});

test('a browser that keeps nothing runs all the same, and is told so where it matters', async () => {
  const page = await open('about:blank');
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  // As Chromium does for a site whose cookies are blocked.
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
  });
  await page.goto(`${site.server.url}/playground/`);
  await runButton(page).click();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
  await page.goto(`${site.server.url}/join/`);
  await page.getByLabel('Code of the room').fill('KX7 4M2R');
  await page.getByLabel('Your name').fill('Ana');
  await page.getByRole('button', { name: 'Join the room' }).click();
  await page.getByRole('alert').getByText('This browser keeps nothing for this site').waitFor();
  expect(problems).toEqual([]);
});

/** The wrapper that lets Starlight read `content/docs` fails quietly: these three vanish first. */
test('the docs shell has its sidebar, heading anchors and table of contents', async () => {
  const page = await open('/learn/client/');
  expect(await page.locator('.sidebar-content a[href="/learn/client/"]').count()).toBe(1);
  expect(await page.locator('.sl-anchor-link').count()).toBeGreaterThan(3);
  expect(await page.getByRole('navigation', { name: 'On this page' }).getByRole('link').count()).toBeGreaterThan(3);
});

test('an example says which real server did the same, until something of it is changed', async () => {
  const page = await open('/playground/?example=accept-then-close');
  const same = page.locator('.run-same');
  await editor(page).waitFor();
  expect(await same.innerText()).toMatch(/^Same as uvicorn [\d.]+, checked on \d{4}-\d\d-\d\d$/);
  await runButton(page).click();
  await verdict(page).waitFor();
  expect(await page.locator('.summary .run-same a').getAttribute('href')).toBe('/truth/');

  await write(page, ECHO);
  await expect.poll(() => same.count()).toBe(0);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => same.count()).toBe(1);
  await page.getByLabel('Server').first().selectOption('hypercorn');
  await expect.poll(() => same.count()).toBe(0);
  await runButton(page).click();
  await expect.poll(() => same.allInnerTexts()).toEqual([expect.stringMatching(/^Same as hypercorn/)]);
});

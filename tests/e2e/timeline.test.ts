import type { BrowserContext, Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { serveSite } from '#tests/helpers/served-site.ts';

/** One page with two runs: the tests look at it in turn, and leave it as they found it but for the last. */
const site = serveSite();
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  context = await site.browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
  await page.goto(`${site.server.url}/playground/?example=accept-then-close&language=typescript`);
  // Before anything has run, the recorded run is read from its first event.
  await page.locator('section[data-recorded="true"] .verdict').waitFor();
  expect(await row('browser', 'new WebSocket').isVisible()).toBe(true);
  await runAndWait('delivered');
  await page.getByLabel('Example').selectOption('connect-after-accept');
  await runAndWait('raised-after-accept');
  await row('browser', 'close 1006').waitFor();
});
async function runAndWait(cause: string): Promise<void> {
  await button('Run').and(page.locator(':enabled')).click();
  await page.locator(`section:not([data-recorded="true"]) .verdict[data-cause="${cause}"]`).waitFor();
}

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const row = (lane: string, text: string): Locator =>
  page.locator(`.row[data-lane="${lane}"]`, { hasText: text }).first();
const search = (): Locator => page.getByRole('searchbox', { name: 'Filter events' });
const rowCount = async (): Promise<number> =>
  Number(await page.locator('.row-item').first().getAttribute('aria-setsize'));
const diagram = (name: string): Locator => page.locator('.state-diagram', { hasText: name });
const currentState = (name: string): Locator => diagram(name).locator('.state[data-current="true"] text').first();

/** Times and tops of the rows drawn, of one run. */
const placed = () =>
  page.locator('.row-item').evaluateAll((items) =>
    items.map((item) => ({
      ms: Number(item.querySelector('.ms')?.textContent),
      top: Number.parseFloat((item as HTMLElement).style.top),
    })),
  );

test('runs stand one below the other, each under its name', async () => {
  await page.locator('.timeline-rows').evaluate((box) => box.scrollTo({ top: 0 }));
  await page.locator('.run-divider', { hasText: 'Run 1 Accept, then close, TypeScript, uvicorn' }).waitFor();
  await page.locator('.timeline-rows').evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
  await page.locator('.run-divider', { hasText: 'Run 2 connect() after accept()' }).waitFor();
});

test('the axis is true to scale when it is zoomed, and in order again', async () => {
  await search().fill('websocket.accept');
  await button('Zoom in').click();
  await page.getByText('1 ms = 2 px').waitFor();
  await search().fill('');
  await button('Zoom in').click();
  await page.getByText('1 ms = 8 px').waitFor();
  const rows = await placed();
  const rowPx = 24;
  for (const [index, { ms, top }] of rows.entries()) {
    const before = rows[index - 1];
    // A long pause is folded, and another run begins anew.
    if (before === undefined || ms < before.ms || (ms - before.ms) * 8 > 240) continue;
    expect(Math.abs(top - before.top - Math.max(rowPx, (ms - before.ms) * 8))).toBeLessThanOrEqual(1);
  }
  await button('Zoom out').click();
  await button('Zoom out').click();
  await page.getByText('in order').waitFor();
});

test('search and the names of the actors choose what is shown', async () => {
  const all = await rowCount();
  await search().fill('forbidden-nowhere');
  await expect.poll(() => page.locator('.gap', { hasText: 'hidden by the filter' }).count()).toBe(2);
  await button('Show all').click();
  await button('server').click();
  expect(await button('server').getAttribute('aria-pressed')).toBe('false');
  await expect.poll(() => page.locator('.row[data-lane="server"]').count()).toBe(0);
  expect(await rowCount()).toBeLessThan(all);
  await button('Show all').click();
  await expect.poll(rowCount).toBe(all);
});

test('the timeline is copied as text and as JSON', async () => {
  await search().fill('RuntimeError');
  await button('Copy as text').click();
  await page.getByText('Text copied').waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('Run 2: connect() after accept(), typescript, uvicorn');
  expect(text).toMatch(/^ +\d+\.\d {2}handler {2}RuntimeError Expected ASGI message/m);
  await button('Show all').click();
  await button('Copy as JSON').click();
  await page.getByText('JSON copied').waitFor();
  const runs = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { events: unknown[] }[];
  expect(runs.flatMap(({ events }) => events)).toHaveLength(await rowCount());
});

test('the state machines move with the chosen event, by keyboard and by slider', async () => {
  await page.locator('.states > summary').click();
  // Whole, beside some rows of the timeline.
  const cutPx = await page.locator('.states').evaluate((box) => box.scrollHeight - box.clientHeight);
  expect(cutPx).toBe(0);
  expect((await page.locator('.timeline-rows').boundingBox())?.height).toBeGreaterThan(96);
  await row('browser', 'close 1006').click();
  await row('browser', 'close 1006').click();
  await page.keyboard.press('Home');
  await expect.poll(() => currentState('application_state').textContent()).toBe('CONNECTING');
  const seen = new Set<string | null>();
  const slider = page.getByRole('slider', { name: 'Event of the run' });
  await slider.focus();
  while (!(await row('wire', 'close frame').and(page.locator('[data-lit="true"]')).isVisible())) {
    await page.keyboard.press('ArrowRight');
    seen.add(await currentState('application_state').textContent());
    if ((await slider.inputValue()) === (await slider.getAttribute('max'))) break;
    if (seen.has('DISCONNECTED')) break;
  }
  expect([...seen]).toEqual(['CONNECTING', 'CONNECTED', 'DISCONNECTED']);
  await button('Last event').click();
  await expect.poll(() => currentState("uvicorn's socket").textContent()).toBe('closed');
  await button('One event back').click();
  expect(await slider.inputValue()).toBe(String((await rowCount()) - 2));
});

test('the refused edge flashes with the exact text of the exception, and is still for who asks for no motion', async () => {
  await row('handler', 'RuntimeError').click();
  const refused = diagram('application_state');
  await expect
    .poll(() => refused.locator('.refused-text').innerText())
    .toBe(`RuntimeError: Expected ASGI message "websocket.send" or "websocket.close", but got 'websocket.accept'`);
  const animation = () => refused.locator('.refused-edge').evaluate((edge) => getComputedStyle(edge).animationName);
  expect(await animation()).toBe('refused-flash');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await animation()).toBe('none');
  await page.emulateMedia({ reducedMotion: null });
  await row('handler', 'RuntimeError').click();
  await page.locator('.states > summary').click();
});

test('each field of an HTTP head and of a masked frame is named, and lights up with its bytes', async () => {
  await search().fill('close frame 4003 client-to-server');
  await row('wire', 'close frame').click();
  const fields = page.locator('.bytes-view .fields');
  await expect.poll(() => fields.innerText()).toContain('masking key');
  await fields.getByRole('row', { name: /^close code/ }).hover();
  await expect.poll(() => page.locator('.octets [data-lit="true"]').count()).toBe(1);
  // Pointing at the field of the message is pointing at its bytes.
  await fields.getByRole('row', { name: /^reason/ }).hover();
  await expect.poll(() => page.locator('.octets [data-lit="true"]').allInnerTexts()).not.toEqual([]);
  await row('wire', 'close frame').click();
  await search().fill('GET');
  await row('wire', 'GET').click();
  await fields.getByRole('row', { name: /^Sec-WebSocket-Key/ }).hover();
  const lit = (await page.locator('.octets [data-lit="true"]').allInnerTexts()).join(' ');
  expect(Buffer.from(lit.replaceAll(/\s+/g, ''), 'hex').toString()).toMatch(/^Sec-WebSocket-Key: .{24}\r\n$/);
  await row('wire', 'GET').click();
  await button('Show all').click();
});

test('a row lights up its line, and a line its rows', async () => {
  // Rows out of sight are not drawn, and those of the second run are the last.
  await page.locator('.timeline-rows').evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
  await row('handler', 'RuntimeError').hover();
  await page.locator('.lit-line').waitFor();
  await page.mouse.move(0, 0);
  await page.locator('.view-line', { hasText: 'manager.connect' }).click();
  await row('handler', 'RuntimeError').and(page.locator('[data-lit="true"]')).waitFor();
  expect(await row('handler', 'websocket.accept').getAttribute('data-lit')).toBe('false');
});

test('it follows what comes until the reader scrolls up, and again when asked', async () => {
  const box = page.locator('.timeline-rows');
  const fromEnd = () =>
    box.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
  await box.hover();
  await page.mouse.wheel(0, -200);
  await button('Follow').waitFor();
  await button('Follow').click();
  await expect.poll(fromEnd).toBeLessThan(2);
  expect(await button('Follow').count()).toBe(0);
});

test('clear takes away what is over, and leaves what still answers', async () => {
  await button('Clear').click();
  await expect.poll(() => page.locator('.run-divider').allInnerTexts()).toHaveLength(1);
  await page.locator('.run-divider', { hasText: 'Run 2' }).waitFor();
  await button('Stop').click();
  await button('Clear').click();
  await page.locator('.run-divider', { hasText: 'Run 2' }).waitFor({ state: 'detached' });
});

test('a new run is followed, whichever row was chosen before', async () => {
  await runAndWait('raised-after-accept');
  await row('browser', 'new WebSocket').click();
  await button('Follow').waitFor();
  await button('Run').click();
  await button('Follow').waitFor({ state: 'detached' });
});

import { once } from 'node:events';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { write } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';

const site = serveSite();

const ECHO = `import { app, WebSocketDisconnect } from 'playground';
app.websocket('/echo', async (websocket) => {
  await websocket.accept();
  try {
    for (;;) {
      const message = await websocket.receive();
      if (message.type === 'websocket.disconnect') break;
      await websocket.sendText('heard');
    }
  } finally {
    console.log('left');
  }
});
`;

async function open(code: string = ECHO, script = ''): Promise<Page> {
  const page = await site.open('/playground/?language=typescript');
  await write(page, code);
  await page.getByLabel('Path').fill('/echo');
  await page.getByLabel('Once open').fill(script);
  return page;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const row = (page: Page, lane: string, text: string): Locator =>
  page.locator(`.row[data-lane="${lane}"]`, { hasText: text });
const cause = (page: Page, name: string): Locator => page.locator(`.verdict[data-cause="${name}"]`);

test('a script sends bytes, waits and closes with a code', async () => {
  const page = await open(ECHO, 'send-bytes 00 ff\nwait-for message\nclose 4001 done');
  await button(page, 'Run').click();
  await row(page, 'wire', 'binary frame').waitFor();
  await row(page, 'browser', 'close 4001 "done" clean').waitFor();
});

test('each wrong line of a script is named, and Run says why nothing ran', async () => {
  const page = await open(ECHO, 'send a\nshout\nsleep x');
  await page.getByText('Line 2: A step begins with send').waitFor();
  await page.getByText('Line 3: Sleep for 1 to 10000 milliseconds.').waitFor();
  await button(page, 'Run').click();
  await expect.poll(() => page.locator('.refused').innerText()).toContain('Client 1, line 2:');
});

test('a page that leaves makes the browser send 1001 by itself', async () => {
  const page = await open(ECHO, 'leave');
  await button(page, 'Run').click();
  await cause(page, 'page-left').waitFor();
  await expect.poll(() => page.locator('.because').innerText()).toContain('closed with 1001 with no reason');
  await row(page, 'wire', 'close frame 1001').first().waitFor();
});

test('a dropped connection ends without a Close frame', async () => {
  const page = await open(ECHO, 'drop');
  await button(page, 'Run').click();
  await cause(page, 'cut').waitFor();
  await row(page, 'wire', 'CUT').waitFor();
  expect(await row(page, 'wire', 'close frame').count()).toBe(0);
});

test.each([
  ['close 1001', 'InvalidAccessError'],
  [`close 4000 ${'é'.repeat(62)}`, 'SyntaxError'],
])('the browser itself forbids "%s", and the page explains it', async (script, error) => {
  const page = await open(ECHO, script);
  await button(page, 'Run').click();
  await cause(page, 'browser-would-not-close').waitFor();
  expect(await page.locator('.verdict').innerText()).toContain(error);
  expect(await page.locator('.advice').innerText()).toContain('1000 or 3000 to 4999');
});

test('the browser itself forbids a subprotocol that is no token', async () => {
  const page = await open();
  await page.getByLabel('Subprotocols').fill('a b');
  await button(page, 'Run').click();
  await cause(page, 'browser-would-not-dial').waitFor();
  expect(await page.locator('.advice').innerText()).toContain('each subprotocol is a token');
});

test('five clients dial together to the same path and are open at the same time', async () => {
  const page = await open(`import { app } from 'playground';
let here = 0;
app.websocket('/echo', async (websocket) => {
  await websocket.accept();
  here += 1;
  await websocket.sendText(String(here));
  await websocket.receiveText();
});`);
  for (let count = 2; count <= 5; count += 1) await button(page, 'Add a client').click();
  expect(await button(page, 'Add a client').isDisabled()).toBe(true);
  await page.getByLabel('dial').selectOption('together');
  await button(page, 'Run').click();
  await row(page, 'browser', 'message "5"').waitFor();
  await expect.poll(() => page.locator('.client-tabs button').count()).toBe(5);
});

test('a client is duplicated and removed', async () => {
  const page = await open(ECHO, 'send mine');
  await button(page, 'Duplicate').click();
  expect(await page.getByLabel('Once open').inputValue()).toBe('send mine');
  expect(await page.locator('.client-choice [aria-pressed]').count()).toBe(2);
  await button(page, 'Remove').click();
  expect(await page.locator('.client-choice [aria-pressed]').count()).toBe(1);
});

test("a visitor's own client finds the live URL, is named, and its traffic is in the timeline", async () => {
  const page = await open();
  await button(page, 'Connect your own').click();
  await button(page, 'Start and wait for my client').click();
  const url = page.locator('.own-client .copyable pre').first();
  await expect.poll(() => url.innerText()).toMatch(/^ws:\/\/localhost:\d+\/live\/[\w-]+\/echo$/);
  await expect.poll(() => page.locator('.time-left').innerText()).toMatch(/^ends in (9|10):\d\d unless/);
  const socket = new WebSocket(await url.innerText(), { headers: { 'user-agent': 'mine/1.0' } });
  await once(socket, 'open');
  await expect.poll(() => page.locator('.other-clients').innerText()).toBe('mine/1.0 got HTTP 101');
  await expect.poll(() => page.locator('.time-left').innerText()).toMatch(/at the latest$/);
  socket.send('from outside');
  await row(page, 'wire', 'from outside').waitFor();
  const closed = once(socket, 'close');
  await page.locator('.own-client').getByRole('button', { name: 'Stop' }).click();
  await closed;
  await expect.poll(() => page.locator('.own-client-ended').innerText()).toContain('You stopped the run');
});

test('the commands have what no browser can send, and say so', async () => {
  const page = await open();
  await page.getByText('no browser sends them').click();
  await page.getByLabel('Headers').fill("Origin: https://it's.example");
  await button(page, 'Connect your own').click();
  await button(page, 'Start and wait for my client').click();
  await button(page, 'curl').click();
  const code = page.locator('.own-client .copyable pre').nth(1);
  await expect.poll(() => code.innerText()).toContain(String.raw`'Origin: https://it'\''s.example'`);
  await button(page, 'Browser console').click();
  await page.getByText('Your headers are not in it').waitFor();
});

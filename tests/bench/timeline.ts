/**
 * How smooth the timeline of the playground is with 2,000 events and with
 * twenty clients that are not the page's: from the last event's arrival until
 * it is drawn, and the longest frame while it grows, scrolls and is filtered.
 *
 * Usage: npm run build && npm run bench:timeline
 */
import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import WebSocket from 'ws';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { startServer } from '#tests/helpers/server.ts';

const MESSAGES = 660;
const CLIENTS = 20;
const MESSAGES_EACH = 10;
const CODE = `import { app } from 'playground';
app.websocket('/many', async (websocket) => {
  await websocket.accept();
  for (let nth = 0; nth < ${MESSAGES}; nth += 1) await websocket.sendText('message ' + nth);
  await websocket.close({ code: 4000, reason: 'all sent' });
});
app.websocket('/some', async (websocket) => {
  await websocket.accept();
  for (;;) await websocket.sendText(await websocket.receiveText());
});`;

/** Stamps what the page gets from the server, and watches its frames. In the page itself, before its scripts. */
const WATCH = `
const Native = WebSocket;
window.lastArrivalMs = 0;
window.WebSocket = class extends Native {
  constructor(...of) { super(...of); this.addEventListener('message', () => { window.lastArrivalMs = performance.now(); }); }
};
window.watched = () => ({ rows: Number(document.querySelector('.row-item')?.getAttribute('aria-setsize') ?? 0) });
window.frames = { last: 0, longestMs: 0, rows: 0, drawnMs: 0 };
const frame = (nowMs) => {
  const { frames } = window;
  if (frames.last > 0) frames.longestMs = Math.max(frames.longestMs, nowMs - frames.last);
  frames.last = nowMs;
  const { rows } = window.watched();
  if (rows !== frames.rows) { frames.rows = rows; frames.drawnMs = performance.now(); }
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
`;

interface Frames {
  longestMs: number;
  rows: number;
  drawnMs: number;
}

const frames = (page: Page): Promise<Frames> => page.evaluate('window.frames');
const forget = (page: Page): Promise<void> => page.evaluate('void (window.frames.longestMs = 0)');

async function open(browser: Browser, url: string, path: string): Promise<Page> {
  // The site's policy forbids the expressions that are waited for here.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(`${url}/playground/?language=typescript`);
  await page.getByRole('textbox', { name: /^Handler code/ }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(CODE);
  await page.getByLabel('Path').fill(path);
  await page.getByRole('button', { name: 'Run', exact: true }).and(page.locator(':enabled')).waitFor();
  return page;
}

/** The page has as many rows as it will get: none has come for half a second. */
async function settled(page: Page): Promise<Frames> {
  await page.waitForFunction('window.frames.rows > 0 && performance.now() - window.lastArrivalMs > 500');
  return frames(page);
}

const [server, browser] = await Promise.all([startServer(), launchChromium()]);
try {
  const page = await open(browser, server.url, '/many');
  await forget(page);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.verdict[data-cause="delivered"]').waitFor();
  const grown = await settled(page);
  const arrivedMs = await page.evaluate<number>('window.lastArrivalMs');
  console.log(
    `${grown.rows} events  drawn ${Math.max(0, grown.drawnMs - arrivedMs).toFixed(0)} ms after the last came`,
  );
  console.log(`  while they come   longest frame ${grown.longestMs.toFixed(0)} ms`);

  await forget(page);
  await page.evaluate(`new Promise((done) => {
    const box = document.querySelector('.timeline-rows');
    const step = () => { box.scrollTop -= 600; box.scrollTop > 0 ? requestAnimationFrame(step) : done(); };
    requestAnimationFrame(step);
  })`);
  console.log(`  while it scrolls  longest frame ${(await frames(page)).longestMs.toFixed(0)} ms`);

  await forget(page);
  await page.getByRole('searchbox', { name: 'Filter events' }).pressSequentially('message 65');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.waitForFunction(`window.frames.rows === ${grown.rows}`);
  console.log(`  while it filters  longest frame ${(await frames(page)).longestMs.toFixed(0)} ms`);
  await page.context().close();

  const own = await open(browser, server.url, '/some');
  await own.getByRole('button', { name: 'Connect your own', exact: true }).click();
  await own.getByRole('button', { name: 'Start and wait for my client' }).click();
  const url = await own.locator('.own-client .copyable pre').first().innerText();
  await forget(own);
  for (let begun = 0; begun < CLIENTS; begun += 1) {
    const socket = new WebSocket(url, { headers: { 'user-agent': `client-${begun}/1.0` } });
    await once(socket, 'open');
    let heard = 0;
    const answered = new Promise<void>((resolve) => socket.on('message', () => ++heard === MESSAGES_EACH && resolve()));
    for (let nth = 0; nth < MESSAGES_EACH; nth += 1) socket.send(`message ${nth}`);
    await answered;
    socket.close();
    await once(socket, 'close');
  }
  const many = await settled(own);
  console.log(
    `${CLIENTS} clients of other programs, ${many.rows} events  longest frame ${many.longestMs.toFixed(0)} ms`,
  );
  await own.context().close();
} finally {
  await browser.close();
  await server.stop();
}

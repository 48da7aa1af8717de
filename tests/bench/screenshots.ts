/**
 * Makes the pictures of the README and the docs, from the real thing: the
 * built site, the real server, a run that happens now. Each in light and dark.
 *
 * Usage: npm run build && npm run screenshots
 */
import { statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { startServer } from '#tests/helpers/server.ts';

interface Picture {
  /** Under `site/assets/`, with the colour scheme and `.png` after it. */
  name: string;
  path: string;
  width: number;
  height: number;
  /** What is done on the page until it shows what the picture is of. */
  until(page: Page): Promise<void>;
}

/** A repository that everybody clones stays small. */
const MAX_PICTURE_BYTES = 200 * 1024;

const run = async (page: Page): Promise<void> => {
  await page.getByRole('textbox', { name: /^Handler code/ }).waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).and(page.locator(':enabled')).click();
};

const PICTURES: readonly Picture[] = [
  {
    name: 'playground',
    path: '/playground/?example=anti-pattern&language=python',
    width: 1280,
    height: 800,
    async until(page) {
      await run(page);
      await page.locator('.verdict[data-cause="close-before-accept"]').waitFor();
      await page.locator('.row', { hasText: 'close 1006' }).first().waitFor();
      // Its whole thread lights up, and its line.
      await page.locator('.row', { hasText: 'send websocket.close' }).hover();
      await page.locator('.lit-line').first().waitFor();
    },
  },
  {
    name: 'compare',
    path: '/playground/?example=anti-pattern',
    width: 1280,
    height: 860,
    async until(page) {
      await page.getByRole('textbox', { name: /^Handler code/ }).waitFor();
      await page.getByRole('button', { name: 'Wrong and right' }).click();
      await page.getByRole('region', { name: 'Right side' }).waitFor();
      await page.getByRole('button', { name: 'Run', exact: true }).and(page.locator(':enabled')).click();
      await page.locator('.compared-side .verdict').nth(1).waitFor();
      await page.locator('.difference').waitFor();
    },
  },
];

const [server, browser] = await Promise.all([startServer(), launchChromium()]);
try {
  for (const { name, path, width, height, until } of PICTURES) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      const page = await context.newPage();
      await page.goto(server.url + path);
      await until(page);
      const file = `site/assets/${name}-${colorScheme}.png`;
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
      const { size } = statSync(file);
      console.log(`${file}  ${(size / 1024).toFixed(0)} KiB`);
      if (size > MAX_PICTURE_BYTES) {
        console.error(`${file} is larger than ${MAX_PICTURE_BYTES / 1024} KiB.`);
        process.exitCode = 1;
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
}

/**
 * Makes the pictures of the README and the docs, from the real thing: the
 * built site, the real server, a run that happens now.
 *
 * Usage: npm run build && npm run screenshots
 */
import { launchChromium } from '#tests/helpers/chromium.ts';
import { startServer } from '#tests/helpers/server.ts';

const PICTURES = [{ file: 'site/assets/playground.png', width: 1440, height: 900, colorScheme: 'light' }] as const;

const [server, browser] = await Promise.all([startServer(), launchChromium()]);
try {
  for (const { file, width, height, colorScheme } of PICTURES) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    await page.goto(`${server.url}/playground/?example=anti-pattern&language=python`);
    await page.getByRole('textbox', { name: /^Handler code/ }).waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('.verdict[data-cause="close-before-accept"]').waitFor();
    await page.locator('.recorded-notice').waitFor({ state: 'detached' });
    await page.locator('.row', { hasText: 'close 1006' }).first().waitFor();
    await page.screenshot({ path: file, animations: 'disabled' });
    console.log(file);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** The parts of the playground's page that every test of it uses. */

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

/** In a context of its own, which ends with the test. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...DESKTOP, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

export const editor = (page: Page): Locator => page.getByRole('textbox', { name: /^Handler code/ });
export const runButton = (page: Page): Locator => page.getByRole('button', { name: 'Run', exact: true });
export const verdict = (page: Page, cause: string): Locator => page.locator(`.verdict[data-cause="${cause}"]`);

export async function write(page: Page, code: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  // As typed, Monaco would indent and close brackets by itself.
  await page.keyboard.insertText(code);
}

/** Writes a handler, leaves the path to it, and runs it. */
export async function runHandler(page: Page, code: string): Promise<void> {
  await write(page, code);
  await page.getByRole('textbox', { name: 'Path' }).fill('');
  await runButton(page).click();
}

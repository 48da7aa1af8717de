import type { Locator, Page } from 'playwright-core';

/** The parts of the playground's page that every test of it uses. */

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

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { editor, runButton, write } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';

/** The editor of a handler, in a real browser. */

const site = serveSite();

const open = (path = '/playground/'): Promise<Page> => site.open(path);

const CODE =
  "import { app } from 'playground';\n\n// naïve 🙂 </script>\napp.websocket('/x', async (ws) => {\n  await ws.accept();\n  await ws.close({ code: 4001, reason: 'shared' });\n});\n";

const suggestions = (page: Page): Promise<string[]> =>
  page.locator('.suggest-widget.visible .monaco-list-row .label-name').allInnerTexts();

test('TypeScript completes from the types of the library that runs', async () => {
  const page = await open();
  await write(
    page,
    "import { app } from 'playground';\napp.websocket('/x', async (websocket) => {\n  await websocket.\n});\n",
  );
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Space');
  await expect.poll(() => suggestions(page)).toEqual(expect.arrayContaining(['accept', 'close', 'iterText']));
});

test('Python completes the socket and the close codes, and explains a method under the pointer', async () => {
  const page = await open('/playground/?language=python');
  await write(page, 'async def handler(websocket):\n    await websocket.close()\n    await websocket.');
  await page.keyboard.press('Control+Space');
  await expect.poll(() => suggestions(page)).toEqual(expect.arrayContaining(['accept', 'send_denial_response']));
  await page.keyboard.press('Escape');
  await page.keyboard.insertText('close(code=');
  await page.keyboard.press('Control+Space');
  await expect.poll(() => suggestions(page)).toEqual(expect.arrayContaining(['1008', '4000']));
  await page.keyboard.press('Escape');
  // One token holds the socket and the method: the pointer goes to the latter.
  const call = page.locator('.view-line > span > span', { hasText: /close\(\)/ });
  const { width, height } = (await call.boundingBox()) ?? { width: 0, height: 0 };
  await call.hover({ position: { x: width * 0.75, y: height / 2 } });
  await expect.poll(() => page.locator('.monaco-hover-content').first().innerText()).toContain('close(');
});

test('the editor explains a method and underlines a name that does not exist', async () => {
  const page = await open();
  await write(
    page,
    "import { app } from 'playground';\napp.websocket('/x', async (websocket) => {\n  await websocket.close();\n  websocket.clse();\n});\n",
  );
  await page.locator('.squiggly-error').first().waitFor();
  await page
    .locator('.view-line span', { hasText: /^close$/ })
    .first()
    .hover();
  await expect.poll(() => page.locator('.monaco-hover-content').first().innerText()).toContain('Before accept()');
});

test('the editor lets the keyboard go after Escape and Tab', async () => {
  const page = await open();
  await editor(page).focus();
  await page.keyboard.press('Tab');
  expect(await editor(page).evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await editor(page).evaluate((input) => input === document.activeElement)).toBe(false);
});

test('the editor keeps what was written over a reload', async () => {
  const page = await open();
  await write(page, CODE);
  await page.getByRole('textbox', { name: 'Query' }).fill('a=1');
  await page.reload();
  await editor(page).waitFor();
  await expect.poll(() => page.locator('.view-lines').innerText()).toContain('shared');
  expect(await page.getByRole('textbox', { name: 'Query' }).inputValue()).toBe('a=1');
});

test('format puts the code in order, and a reset can be undone', async () => {
  const page = await open();
  await write(page, 'const  a=1');
  await page.getByRole('button', { name: 'Format' }).click();
  await expect.poll(() => page.locator('.view-lines').innerText()).toMatch(/const\sa\s=\s1;/);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => page.locator('.view-lines').innerText()).toContain('websocket');
  await page.getByRole('button', { name: 'Undo reset' }).click();
  await expect.poll(() => page.locator('.view-lines').innerText()).toMatch(/const\sa\s=\s1;/);
});

test('Python is formatted by Ruff, and a call explains its parameters', async () => {
  const page = await open('/playground/?language=python');
  await write(page, 'async def handler(websocket):\n    x = {  "a":1 }\n');
  await page.getByRole('button', { name: 'Format' }).click();
  await expect.poll(() => page.locator('.view-lines').innerText()).toMatch(/\{"a":\s1\}/);
  await page.keyboard.press('Control+End');
  await editor(page).focus();
  await page.keyboard.type('    await websocket.close(4000, ');
  await expect.poll(() => page.locator('.parameter-hints-widget').innerText()).toContain('reason=None');
});

test('the gutter marks where the run accepted and closed', async () => {
  const page = await open();
  await write(page, CODE);
  await page.getByRole('textbox', { name: 'Path' }).fill('');
  await runButton(page).click();
  await page.locator('.accepted-glyph').waitFor();
  await page.locator('.closed-glyph').waitFor();
});

test('the gutter marks a line once, also one that is wrapped', async () => {
  const url = `${site.server.url}/playground/?example=close-before-accept&language=typescript`;
  const page = await site.open(url, { viewport: { width: 1024, height: 768 } });
  await page.locator('.refused-glyph').first().waitFor();
  expect(await page.locator('.view-line', { hasText: '.close(' }).innerText()).not.toContain('reports');
  expect(await page.locator('.refused-glyph').count()).toBe(1);
});

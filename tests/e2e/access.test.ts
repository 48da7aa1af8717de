import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations } from '#tests/helpers/axe.ts';
import { editor, runButton, verdict } from '#tests/helpers/playground-page.ts';
import { serveSite } from '#tests/helpers/served-site.ts';

/** The playground for who has no mouse, a large type, or no liking for motion. */

const site = serveSite();

const open = (options = {}): Promise<Page> => site.open('/playground/?example=anti-pattern', options);

interface Focus {
  /** What a reader would call it. */
  name: string;
  isVisible: boolean;
}

function focus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { name: 'nothing', isVisible: false };
    const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent;
    // Monaco draws the focus around itself, and Starlight's skip link is a box that appears.
    const marked = [element, element.closest('.monaco-editor, label')].filter((some) => some !== null);
    const isMarked = marked.some((some) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(some);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    });
    const { width, height } = element.getBoundingClientRect();
    const caret = element.matches('textarea, input, [role="textbox"]');
    return { name: label.trim(), isVisible: (isMarked || caret) && width * height > 0 };
  });
}

/** Presses `key` until the focus is on what `name` matches; everything on the way must be visible. */
async function go(page: Page, key: string, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key);
    const now = await focus(page);
    expect(now, `after ${passed.join(' → ')}`).toMatchObject({ isVisible: true });
    if (name.test(now.name)) return;
    passed.push(now.name);
  }
  throw new Error(`${key} never reached ${String(name)}, but ${passed.join(' → ')}`);
}

test('the keyboard alone goes from the code over the run and its timeline to a link', async () => {
  const page = await open();
  await editor(page).waitFor();
  await runButton(page).and(page.locator(':enabled')).waitFor();
  await go(page, 'Tab', /^Handler code/);
  await page.keyboard.type('// mine\n');
  await page.keyboard.press('Control+Enter');
  await verdict(page, 'close-before-accept').waitFor();
  // Out of the editor and not a Tab further in it.
  await page.keyboard.press('Escape');
  await go(page, 'Tab', /^Run$/);
  await go(page, 'Tab', /new WebSocket|dial/);
  const first = (await focus(page)).name;
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await focus(page)).name).not.toBe(first);
  await page.keyboard.press('Enter');
  await page.locator('.row-details').waitFor();
  await go(page, 'Shift+Tab', /^Handler code/);
  await page.keyboard.press('Escape');
  await go(page, 'Shift+Tab', /^Share$/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.waitFor();
  await page.keyboard.press('Tab');
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('dialog, body')?.localName)).toMatch(
      /dialog|body/,
    );
  }
  await page.getByRole('button', { name: 'Make a short link' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Short link', { exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect((await focus(page)).name).toBe('Share');
});

test.for([
  ['200 %', { width: 720, height: 450 }],
  ['400 %', { width: 360, height: 225 }],
] as const)('at %s nothing is wider than the window and nothing is lost', async ([, viewport]) => {
  const page = await open({ viewport, deviceScaleFactor: 1440 / viewport.width });
  await runButton(page).and(page.locator(':enabled')).click();
  await verdict(page, 'close-before-accept').waitFor();
  for (const view of ['Result', 'Code']) {
    await page.getByRole('button', { name: view, exact: true }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  }
  // Playwright scrolls to what it clicks, and fails where something lies over it.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('dialog', { name: 'Share' }).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('textbox', { name: 'Path' }).click();
  await page.getByRole('button', { name: 'Result', exact: true }).click();
  // Rows are drawn where they can be seen.
  await page.getByRole('list', { name: 'Events in order of time' }).scrollIntoViewIfNeeded();
  await page.mouse.move(viewport.width / 2, viewport.height / 2);
  await page.mouse.wheel(0, 200);
  await page.locator('.row').first().click();
  await page.locator('.row-details').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('who wants no motion sees none', async () => {
  const page = await open({ reducedMotion: 'reduce' });
  await runButton(page).and(page.locator(':enabled')).click();
  await verdict(page, 'close-before-accept').waitFor();
  await page.locator('.row').last().click();
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 0)
      .map(({ effect }) => (effect as KeyframeEffect).target?.className),
  );
  expect(moving).toEqual([]);
});

test('a verdict is spoken once, and only when it stands', async () => {
  const page = await open();
  await runButton(page).and(page.locator(':enabled')).waitFor();
  await page.evaluate(() => {
    const spoken: string[] = [];
    Object.assign(globalThis, { spoken });
    const place = document.querySelector('#verdict-said');
    if (place === null) throw new Error('There is no place for what is spoken.');
    new MutationObserver(() => {
      if (place.textContent !== '') spoken.push(place.textContent);
    }).observe(place, { subtree: true, childList: true, characterData: true });
  });
  const spoken = () => page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken);
  await runButton(page).click();
  await expect.poll(spoken).toHaveLength(1);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Stop' }).and(page.locator(':disabled')).waitFor();
  await page.locator('.row').last().click();
  expect(await spoken()).toEqual([expect.stringContaining('The browser saw 1006 with no reason.')]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../../site/styles/tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Map<string, string> {
  const body = css.split(`${selector} {`)[1]?.split('}')[0] ?? '';
  return new Map(
    Array.from(body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g), ([, name = '', value = '']) => [name, value]),
  );
}

const THEMES = { light: tokensOf(':root'), dark: tokensOf(":root[data-theme='dark']") };

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const TEXT = [
  'ink',
  'muted',
  'accent',
  'browser',
  'wire',
  'server',
  'handler',
  'delivered',
  'lost',
  'forbidden',
  'neutral',
];
const MARKS = ['field'];

for (const [theme, tokens] of Object.entries(THEMES)) {
  const value = (name: string): string => tokens.get(name) ?? expect.fail(`--${name} has no ${theme} value`);

  for (const paper of ['paper', 'raised']) {
    test.each(TEXT)(`%s is readable as text on ${paper} in the ${theme} theme`, (name) => {
      expect(contrast(value(name), value(paper))).toBeGreaterThanOrEqual(4.5);
    });

    test.each(MARKS)(`%s is visible as a mark on ${paper} in the ${theme} theme`, (name) => {
      expect(contrast(value(name), value(paper))).toBeGreaterThanOrEqual(3);
    });
  }

  test(`the words on the Run button are readable in the ${theme} theme`, () => {
    expect(contrast(value('on-accent'), value('accent'))).toBeGreaterThanOrEqual(4.5);
  });
}

test('every colour has a light and a dark value', () => {
  expect([...THEMES.dark.keys()]).toEqual([...THEMES.light.keys()]);
});

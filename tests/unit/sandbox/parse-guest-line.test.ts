import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseGuestLine } from '#server/sandbox/parse-guest-line.ts';

const anything = (json: string): unknown => parseGuestLine(z.unknown(), json);

test.each([
  ['keys', `{${Array.from({ length: 10_000 }, (_, index) => `"key ${index}":1`).join()}}`],
  ['numbers', `[${'0,'.repeat(10_000)}0]`],
  ['empty objects', `[${'{},'.repeat(3_000)}{}]`],
  ['brackets', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['numbers behind a text that ends with a backslash', `["\\\\",${'0,'.repeat(10_000)}0]`],
])('a line of thousands of %s is not read', (_title, json) => {
  expect(anything(json)).toBeUndefined();
});

test.each([
  ['commas and brackets', ',[{'.repeat(10_000)],
  ['quotes and backslashes', '\\"'.repeat(10_000)],
  ['backslashes at its end', '\\'.repeat(10_000)],
])('a text of %s is one value', (_title, text) => {
  expect(anything(JSON.stringify({ text, more: [1] }))).toEqual({ text, more: [1] });
});

test('a text that does not end is no JSON', () => {
  expect(anything(`{"text":"${'x'.repeat(10_000)}\\"`)).toBeUndefined();
});

import { expect, test } from 'vitest';
import type { Example } from '#content/example-schema.ts';
import { obstacleTo, shownLanguage, unavailableLanguages } from '#site/playground/language-choice.ts';

const both: Example = {
  slug: 'both',
  title: 'Both',
  order: 'right',
  summary: 'S.',
  position: 1,
  endpoint: false,
  clients: [],
  code: { typescript: 'a', python: 'b' },
};
const pythonOnly: Example = {
  ...both,
  only: { language: 'python', because: 'It has no Depends.' },
  code: { python: 'b' },
};
const OFF = { python: 'It has not been built: npm run build:python' };

test('shows the language that was chosen', () => {
  expect(shownLanguage('python', both, {})).toBe('python');
  expect(shownLanguage('typescript', both, {})).toBe('typescript');
});

test('shows the language that an example is written in, whichever was chosen', () => {
  expect(shownLanguage('typescript', pythonOnly, {})).toBe('python');
  expect(obstacleTo('typescript', pythonOnly, {})).toEqual({ kind: 'not-written', because: 'It has no Depends.' });
});

test('shows TypeScript where the server has Python off, and tells the command apart from the reason', () => {
  expect(shownLanguage('python', both, OFF)).toBe('typescript');
  expect(obstacleTo('python', both, OFF)).toEqual({
    kind: 'off',
    why: 'It has not been built.',
    command: 'npm run build:python',
  });
  expect(obstacleTo('python', both, { python: 'Deno does not come for plan9.' })).toEqual({
    kind: 'off',
    why: 'Deno does not come for plan9.',
  });
});

test('still shows an example that is only in a language that is off', () => {
  expect(shownLanguage('python', pythonOnly, OFF)).toBe('python');
});

test('reads why a language is off from the health of the server', () => {
  expect(unavailableLanguages({ status: 'ready', unavailable: OFF })).toEqual(OFF);
  expect(unavailableLanguages({ status: 'ready', unavailable: {} })).toEqual({});
  expect(unavailableLanguages('not even an object')).toEqual({});
});

import { expect, test } from 'vitest';
import { plainCode, plainName, plainText, sameName } from '#protocol/plain-text.ts';

const CHARACTERS = {
  'a right-to-left override': '\u202e',
  'an isolate': '\u2067',
  'a mark of direction': '\u200f',
  'a zero-width space': '\u200b',
  'a byte order mark': '\ufeff',
  'a soft hyphen': '\u00ad',
  'an escape': '\u001b',
  'a null': '\0',
  'a tag of plane 14': '\u{e0041}',
  'a variation selector': '\ufe0f',
  'a Hangul filler': '\u3164',
  'a blank of Braille': '\u2800',
  'a private character': '\ue000',
};

for (const [what, character] of Object.entries(CHARACTERS)) {
  test(`${what} is taken out of a name`, () => {
    expect(plainName(`A${character}na`, 32)).toBe('Ana');
  });

  test(`${what} is marked in what was said, and in code`, () => {
    expect(plainText(`a${character}b`, 32)).toBe('a\ufffdb');
    expect(plainCode(`a${character}b`)).toBe('a\ufffdb');
  });
}

test('half a surrogate pair is replaced, never sent on', () => {
  for (const clean of [plainName('a\ud800', 9), plainText('a\ud800', 9), plainCode('a\ud800')])
    expect(clean.isWellFormed()).toBe(true);
});

test('lines become one, except in code', () => {
  expect(plainText('one\r\n\ttwo\u2028three', 32)).toBe('one two three');
  expect(plainCode('one\r\n\ttwo')).toBe('one\r\n\ttwo');
});

test('marks do not tower over the rows above', () => {
  expect(plainName(`Z${'\u0310'.repeat(40)}`, 32)).toBe(`Z${'\u0310'.repeat(3)}`);
});

test('a long text is cut by characters and says so', () => {
  expect(plainText('🦊'.repeat(40), 5)).toBe('🦊🦊🦊🦊…');
  expect(plainText('12345', 5)).toBe('12345');
});

test('markup stays what was written: who shows it shows text', () => {
  expect(plainName('<img src=x onerror=alert(1)>', 32)).toBe('<img src=x onerror=alert(1)>');
});

test('two names are the same when they look it', () => {
  expect(sameName('José', 'jose')).toBe(true);
  expect(sameName('Jose A.', 'josea')).toBe(true);
  expect(sameName('Jose', 'Josef')).toBe(false);
});

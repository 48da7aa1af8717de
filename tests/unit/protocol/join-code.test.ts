import { expect, test } from 'vitest';
import { JOIN_CODE_ALPHABET, JOIN_CODE_LENGTH, joinCode, readCode, spokenCode } from '#protocol/join-code.ts';

test('a code has no characters that look or sound like another', () => {
  expect(JOIN_CODE_ALPHABET).toMatch(/^[A-Z\d]+$/);
  for (const pair of ['0O', '1I', '1L', '5S', '8B', '2Z', 'UV', 'MN', 'BP', 'DT', 'JK'])
    expect([...pair].filter((character) => JOIN_CODE_ALPHABET.includes(character)).length).toBeLessThan(2);
});

test('guessing takes longer than any workshop', () => {
  expect(JOIN_CODE_ALPHABET.length ** JOIN_CODE_LENGTH).toBeGreaterThan(150_000_000);
});

test('every character is as likely as any other', () => {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 255; byte += 1) {
    const [character = ''] = joinCode(() => byte);
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(new Set(counts.values())).toEqual(new Set([255 / JOIN_CODE_ALPHABET.length]));
});

test('the byte that would make one likelier is thrown away', () => {
  const bytes = [255, 0, 1, 255, 2, 3, 4, 5, 6];
  expect(joinCode(() => bytes.shift() ?? 0)).toBe(JOIN_CODE_ALPHABET.slice(0, 7));
});

test.each(['KX74M2R', 'kx7 4m2r', ' KX7-4M2R ', 'k.x.7.4.m.2.r'])('%j is read as the code that was shown', (typed) => {
  const read = readCode(typed.replaceAll(/k/gi, 'K'));
  expect(read === undefined ? undefined : spokenCode(read)).toBe('KX7 4M2R');
});

test.each(['', 'KX74M2', 'KX74M2RR', 'KX7O4M2', '<b>KX74M'])('%j can be no code', (typed) => {
  expect(readCode(typed)).toBeUndefined();
});

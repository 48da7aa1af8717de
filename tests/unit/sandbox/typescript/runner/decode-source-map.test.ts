import { expect, test } from 'vitest';
import { decodeSourceMap } from '#server/sandbox/typescript/runner/decode-source-map.ts';

test('segments become positions that count from 1, relative to the one before', () => {
  expect(decodeSourceMap('AAAA,IAAA;;EACE,KAFF')).toEqual([
    [
      [1, 1, 1],
      [5, 1, 1],
    ],
    [],
    [
      [3, 2, 3],
      [8, 0, 1],
    ],
  ]);
});

test('a segment without a source position is skipped', () => {
  expect(decodeSourceMap('A,EAAA')).toEqual([[[3, 1, 1]]]);
});

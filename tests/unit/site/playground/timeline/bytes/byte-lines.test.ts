import { expect, test } from 'vitest';
import { bytesOf } from '#site/playground/timeline/bytes/byte-field.ts';
import { byteLines } from '#site/playground/timeline/bytes/byte-lines.ts';
import { frameFields } from '#site/playground/timeline/bytes/frame-fields.ts';

test('cuts a line where another field begins, and knows which field that is', () => {
  const bytes = bytesOf('88060fa04e6f2121');
  expect(byteLines(bytes, frameFields(bytes))).toEqual([
    {
      at: 0,
      runs: [
        { at: 0, hex: '88', ascii: '.', field: 0 },
        { at: 1, hex: '06', ascii: '.', field: 3 },
        { at: 2, hex: '0f a0', ascii: '..', field: 5 },
        { at: 4, hex: '4e 6f 21 21', ascii: 'No!!', field: 6 },
      ],
    },
  ]);
});

test('begins a new line after sixteen bytes', () => {
  const lines = byteLines(new Uint8Array(33), []);
  expect(lines.map(({ at }) => at)).toEqual([0, 16, 32]);
  expect(lines[0]?.runs).toEqual([{ at: 0, hex: Array(16).fill('00').join(' '), ascii: '.'.repeat(16), field: -1 }]);
});

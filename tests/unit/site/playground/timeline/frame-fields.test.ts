import { expect, test } from 'vitest';
import { bytesOf, frameFields, hexLines } from '#site/playground/timeline/frame-fields.ts';

/** RFC 6455 section 5.7, the examples. */
test('reads an unmasked text frame', () => {
  expect(frameFields(bytesOf('810548656c6c6f'))).toEqual([
    { name: 'FIN, opcode', at: 0, length: 1, value: '1, 1 text' },
    { name: 'MASK, length', at: 1, length: 1, value: '0, 5 bytes' },
    { name: 'payload', at: 2, length: 5, value: 'Hello' },
  ]);
});

test('unmasks a masked text frame', () => {
  expect(frameFields(bytesOf('818537fa213d7f9f4d5158')).at(-1)).toMatchObject({
    name: 'payload',
    value: 'Hello',
    at: 6,
  });
});

test('takes a Close frame apart into code and reason', () => {
  const fields = frameFields(bytesOf('88090fa04e6f7420796574'));
  expect(fields.slice(2)).toEqual([
    { name: 'close code', at: 2, length: 2, value: '4000' },
    { name: 'reason', at: 4, length: 7, value: 'Not yet' },
  ]);
});

test('reads the two longer forms of the length', () => {
  expect(frameFields(bytesOf('827e0100'))[1]?.value).toBe('0, 256 bytes');
  expect(frameFields(bytesOf('827f0000000000010000'))[1]?.value).toBe('0, 65536 bytes');
});

test('says what it can of a frame that was cut while it was recorded', () => {
  expect(frameFields(bytesOf('81'))).toEqual([]);
  expect(frameFields(bytesOf('827e01')).map(({ name }) => name)).toEqual(['FIN, opcode']);
});

test('prints sixteen bytes a line with what can be read of them', () => {
  expect(hexLines(bytesOf('48656c6c6f00'.padEnd(34, '41')))).toEqual([
    '0000  48 65 6c 6c 6f 00 41 41 41 41 41 41 41 41 41 41  Hello.AAAAAAAAAA',
    `0010  ${'41'.padEnd(47)}  A`,
  ]);
});

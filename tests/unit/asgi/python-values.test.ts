import { describe, expect, test } from 'vitest';
import {
  bytesRepr,
  encodeUtf8,
  isPythonTrue,
  latin1Complaint,
  pythonType,
  raised,
  utf8Complaint,
  utf8DecodeError,
} from '#asgi/python-values.ts';

test.each([
  [undefined, 'NoneType'],
  [null, 'NoneType'],
  ['', 'str'],
  [true, 'bool'],
  [4000, 'int'],
  [1.5, 'float'],
  [[], 'list'],
  [{}, 'dict'],
])('the type of %j is %s', (value, type) => {
  expect(pythonType(value)).toBe(type);
});

test('empty lists and dicts are false in Python, and others true', () => {
  expect([[], {}, '', 0, null, [0], { a: 0 }, ' '].map(isPythonTrue)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});

test('the repr of bytes escapes line ends, quotes and what is not printable ASCII', () => {
  expect(bytesRepr('a\r\n\t\\\'"~')).toBe(String.raw`b'a\r\n\t\\\'"~'`);
  expect(bytesRepr('\0\u00e9\u007f')).toBe(String.raw`b'\x00\xe9\x7f'`);
});

describe('encode()', () => {
  test('is UTF-8', () => {
    expect(encodeUtf8('é😀')).toEqual({ ok: true, bytes: Uint8Array.of(0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80) });
  });

  test('exists on str only', () => {
    expect(encodeUtf8(7)).toEqual(raised('AttributeError', "'int' object has no attribute 'encode'"));
  });

  test('refuses lone surrogates, whose places count characters and not UTF-16 units', () => {
    const refuses = (what: string) =>
      raised('UnicodeEncodeError', `'utf-8' codec can't encode ${what}: surrogates not allowed`);
    expect(encodeUtf8('😀\ud800')).toEqual(refuses(String.raw`character '\ud800' in position 1`));
    expect(encodeUtf8('a\udc00\udc00b')).toEqual(refuses('characters in position 1-2'));
  });
});

/** As `bytes.fromhex(…).decode()` of Python 3.11 said. */
test.each([
  ['', undefined],
  ['c3a9e282acf09f9880', undefined],
  ['ff', 'invalid start byte at position 0'],
  ['41c0af', 'invalid start byte at position 1'],
  ['e282', 'unexpected end of data at position 0'],
  ['41e28241', 'invalid continuation byte at position 1'],
  ['eda080', 'invalid continuation byte at position 0'],
  ['f4908080', 'invalid continuation byte at position 0'],
])('of the bytes %s Python complains: %s', (hex, complaint) => {
  expect(utf8Complaint(Buffer.from(hex, 'hex'))).toBe(complaint);
});

/** As `text.encode('latin-1')` of Python 3.11 said. */
test.each([
  ['é\u00ff\0', undefined],
  ['5 €', String.raw`character '\u20ac' in position 2`],
  ['€€a', 'characters in position 0-1'],
  ['a😀', String.raw`character '\U0001f600' in position 1`],
  ['\ud800', String.raw`character '\ud800' in position 0`],
])('%j in Latin-1', (text, what) => {
  const message = `'latin-1' codec can't encode ${what}: ordinal not in range(256)`;
  expect(latin1Complaint(text)).toEqual(what && { type: 'UnicodeEncodeError', message });
});

/** As `bytes.fromhex(…).decode()` of Python 3.11 said. */
test.each([
  ['c3a9', undefined],
  ['22ff22', 'byte 0xff in position 1: invalid start byte'],
  ['e28241', 'bytes in position 0-1: invalid continuation byte'],
  ['eda080', 'byte 0xed in position 0: invalid continuation byte'],
  ['41f09f98', 'bytes in position 1-3: unexpected end of data'],
  ['e2', 'byte 0xe2 in position 0: unexpected end of data'],
])('the bytes %s cannot be decoded: %s', (hex, what) => {
  const message = `'utf-8' codec can't decode ${what}`;
  expect(utf8DecodeError(Buffer.from(hex, 'hex'))).toEqual(what && { type: 'UnicodeDecodeError', message });
});

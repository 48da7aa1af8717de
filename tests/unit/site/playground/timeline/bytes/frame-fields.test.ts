import { expect, test } from 'vitest';
import { bytesOf } from '#site/playground/timeline/bytes/byte-field.ts';
import { frameFields } from '#site/playground/timeline/bytes/frame-fields.ts';

const said = (hex: string): [string, string][] => frameFields(bytesOf(hex)).map(({ name, value }) => [name, value]);

/** RFC 6455 section 5.7, the examples. */
test('names every field of an unmasked text frame, bit by bit', () => {
  expect(said('810548656c6c6f')).toEqual([
    ['FIN', '1'],
    ['RSV1-3', '0'],
    ['opcode', '1 text'],
    ['MASK', '0'],
    ['payload length', '5 bytes'],
    ['payload', 'Hello'],
  ]);
  expect(frameFields(bytesOf('810548656c6c6f')).map(({ bits }) => bits)).toEqual([
    '1··· ····',
    '·000 ····',
    '···· 0001',
    '0··· ····',
    '·000 0101',
    undefined,
  ]);
});

test('shows the masking key, and the payload without the mask', () => {
  const fields = frameFields(bytesOf('818537fa213d7f9f4d5158'));
  expect(fields.slice(-2)).toMatchObject([
    { name: 'masking key', at: 2, length: 4, value: '37 fa 21 3d' },
    { name: 'payload', at: 6, length: 5, value: 'Hello', says: 'text' },
  ]);
});

test('splits a Close frame into code and reason, each naming its field of the ASGI message', () => {
  expect(frameFields(bytesOf('88090fa04e6f7420796574')).slice(-2)).toMatchObject([
    { name: 'close code', at: 2, length: 2, value: '4000', says: 'code' },
    { name: 'reason', at: 4, length: 7, value: 'Not yet', says: 'reason' },
  ]);
  expect(said('8800').at(-1)).toEqual(['payload length', '0 bytes']);
});

test('unmasks the code and the reason of a client', () => {
  expect(said('888537fa213d385b4f52').slice(-2)).toEqual([
    ['close code', '4001'],
    ['reason', 'no'],
  ]);
});

test('reads the two longer forms of the length', () => {
  expect(said('827e0100').at(4)).toEqual(['payload length', '256 bytes']);
  expect(said('827f0000000000010000').at(4)).toEqual(['payload length', '65536 bytes']);
});

test('says of a payload that was cut how much of it is there', () => {
  expect(frameFields(bytesOf('817e01004142')).at(-1)).toMatchObject({ value: 'AB', note: 'the first 2 of 256 bytes' });
});

test('says what it can of a header that was cut', () => {
  expect(frameFields(bytesOf('81'))).toEqual([]);
  expect(said('827e01').map(([name]) => name)).toEqual(['FIN', 'RSV1-3', 'opcode', 'MASK', 'payload length']);
});

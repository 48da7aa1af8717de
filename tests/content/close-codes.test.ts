import { expect, test } from 'vitest';
import {
  AUTOCODER_CLOSE_CODES,
  CLOSE_CODES,
  CLOSE_CODE_RANGES,
  closeCodeEntry,
  closeCodeRange,
} from '#content/close-codes.ts';
import { CLOSE_CODE_REGISTRY } from '#tests/fixtures/close-code-registry.ts';

/** Registry spellings that the table writes out. */
const WRITTEN_OUT: Record<string, string> = {
  'No Status Rcvd': 'No Status Received',
  'Mandatory Ext.': 'Mandatory Extension',
};

test('the table has the codes of the registry, in its order, and no others', () => {
  expect(CLOSE_CODES.map(({ code }) => code)).toEqual(CLOSE_CODE_REGISTRY.map(([code]) => code));
});

test.for(CLOSE_CODE_REGISTRY.filter(([code]) => code !== 1014))(
  '%i has the name that the registry gives it',
  ([code, name]) => {
    expect(closeCodeEntry(code)?.name.toLowerCase()).toBe((WRITTEN_OUT[name] ?? name).toLowerCase());
  },
);

test('no frame carries 1004, 1005, 1006 and 1015, and nobody sends them', () => {
  expect(CLOSE_CODES.filter(({ onWire }) => !onWire).map(({ code }) => code)).toEqual([1004, 1005, 1006, 1015]);
  for (const { onWire, sender } of CLOSE_CODES) expect(sender === 'nobody').toBe(!onWire);
});

/** WHATWG WebSockets, close(): 1000 or 3000 to 4999, else InvalidAccessError. */
test('a page may send 1000 and 3000 to 4999', () => {
  for (const { code, browserMaySend } of CLOSE_CODES) expect(browserMaySend).toBe(code === 1000 || code >= 3000);
  for (const { first, browserMaySend } of CLOSE_CODE_RANGES)
    expect(browserMaySend).toBe(first === 3000 || first === 4000);
});

test('the ranges cover 0 to 65535 without a gap or an overlap', () => {
  expect(CLOSE_CODE_RANGES[0].first).toBe(0);
  expect(CLOSE_CODE_RANGES.at(-1)?.last).toBe(65_535);
  for (const [index, { first }] of CLOSE_CODE_RANGES.entries()) {
    if (index > 0) expect(first).toBe((CLOSE_CODE_RANGES[index - 1]?.last ?? 0) + 1);
  }
});

test('what two bytes cannot hold lies in no range', () => {
  for (const code of [-1, 65_536, 1000.5, Number.NaN]) expect(closeCodeRange(code)).toBeUndefined();
});

test("AutoCoder's codes are private ones", () => {
  for (const { code } of AUTOCODER_CLOSE_CODES) expect(closeCodeRange(code)?.name).toBe('Private use');
});

test("every reason of AutoCoder's fits into a Close frame", () => {
  for (const { reasons } of AUTOCODER_CLOSE_CODES) {
    for (const reason of reasons) expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
  }
});

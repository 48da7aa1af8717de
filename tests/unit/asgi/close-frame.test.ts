import { describe, expect, test } from 'vitest';
import { applicationClosePayload, MAX_REASON_BYTES, serverClosePayload } from '#asgi/close-frame.ts';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';

/** What goes out, as code and reason, or the exception. */
function closeOf(server: ServerProfileName, message: Record<string, unknown>): string {
  const made = applicationClosePayload(serverProfiles[server], message);
  if (!made.ok) return `${made.exception.type}: ${made.exception.message}`;
  const { payload } = made;
  if (payload.length === 0) return 'empty';
  const code = new DataView(payload.buffer).getUint16(0);
  // `fatal`: a reason that was cut within a character is no UTF-8, and a browser would fail the connection.
  return `${code} ${new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(2))}`.trimEnd();
}

test('a close without a code is 1000 in every server', () => {
  expect(SERVER_PROFILE_NAMES.map((server) => closeOf(server, {}))).toEqual(SERVER_PROFILE_NAMES.map(() => '1000'));
});

test('a code of the application and its reason pass every server, but daphne has no reasons', () => {
  for (const server of SERVER_PROFILE_NAMES) {
    const expected = server === 'daphne' ? '4000' : '4000 why';
    expect(closeOf(server, { code: 4000, reason: 'why' })).toBe(expected);
  }
});

describe('a code that no Close frame may carry', () => {
  test.each<[ServerProfileName, number, string]>([
    ['uvicorn', 1005, 'websockets.exceptions.ProtocolError: invalid status code'],
    ['uvicorn', 999, 'websockets.exceptions.ProtocolError: invalid status code'],
    ['uvicorn', 5000, 'websockets.exceptions.ProtocolError: invalid status code'],
    ['uvicorn-wsproto', 1005, '1000'],
    ['uvicorn-wsproto', 1006, '1000'],
    ['uvicorn-wsproto', 999, '999'],
    ['uvicorn-wsproto', 70_000, "struct.error: 'H' format requires 0 <= number <= 65535"],
    ['hypercorn', 1015, '1000'],
    ['daphne', 1008, 'Exception: invalid close code 1008 (must be 1000 or from [3000, 4999])'],
  ])('%s makes of %i: %s', (server, code, expected) => {
    expect(closeOf(server, { code })).toBe(expected);
  });
});

describe('a code that is no number', () => {
  test.each<[ServerProfileName, unknown, string]>([
    ['uvicorn', null, 'empty'],
    ['uvicorn', '4000', "TypeError: '<=' not supported between instances of 'int' and 'str'"],
    ['uvicorn', [4000], "TypeError: unhashable type: 'list'"],
    ['uvicorn', { python: 'float', text: '4000.0' }, 'struct.error: required argument is not an integer'],
    ['uvicorn', { python: 'float', text: 'nan' }, 'websockets.exceptions.ProtocolError: invalid status code'],
    [
      'uvicorn',
      { python: 'bytes', text: "b'x'" },
      "TypeError: '<=' not supported between instances of 'int' and 'bytes'",
    ],
    ['hypercorn', { python: 'float', text: '4000.0' }, '4000'],
    ['hypercorn', { python: 'float', text: 'nan' }, 'ValueError: cannot convert float NaN to integer'],
    ['hypercorn', { python: 'bytes', text: "b'x'" }, "ValueError: invalid literal for int() with base 10: b'x'"],
    [
      'daphne',
      { python: 'float', text: '4000.0' },
      "Exception: invalid type '<class 'float'>' for close code (must be an integer)",
    ],
    ['uvicorn', 3000.5, 'struct.error: required argument is not an integer'],
    ['uvicorn-legacy', null, "TypeError: '<=' not supported between instances of 'int' and 'NoneType'"],
    ['hypercorn', ' 4_000 ', '4000'],
    ['hypercorn', 'four', "ValueError: invalid literal for int() with base 10: 'four'"],
    ['daphne', null, '1000'],
    ['daphne', true, "Exception: invalid type '<class 'bool'>' for close code (must be an integer)"],
  ])('%s makes of %j: %s', (server, code, expected) => {
    expect(closeOf(server, { code })).toBe(expected);
  });
});

test('a reason of 124 bytes is refused by websockets and cut on a character boundary by wsproto', () => {
  const reason = 'é'.repeat(62);
  expect(closeOf('uvicorn', { code: 4000, reason })).toBe(
    'websockets.exceptions.ProtocolError: control frame too long',
  );
  expect(closeOf('uvicorn-wsproto', { code: 4000, reason })).toBe(`4000 ${'é'.repeat(61)}`);
});

test('a reason without a code is refused by websockets in its words and by wsproto in its own', () => {
  const message = { code: null, reason: 'why' };
  expect(closeOf('uvicorn', message)).toMatch(/ProtocolError: cannot send a reason without a code$/);
  expect(closeOf('uvicorn-wsproto', message)).toBe('TypeError: cannot specify a reason without a code');
});

test.each([1, 2, 3, 4])(
  "the server's own reason is cut before a character that no longer fits, %i bytes on",
  (shift) => {
    const payload = serverClosePayload(1011, 'x'.repeat(MAX_REASON_BYTES - shift) + '😀');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(2));
    expect(text).toBe('x'.repeat(MAX_REASON_BYTES - shift) + (shift === 4 ? '😀' : ''));
  },
);

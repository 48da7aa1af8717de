import { expect, test } from 'vitest';
import { httpFields } from '#site/playground/timeline/bytes/http-fields.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const said = (text: string) => httpFields(bytes(text)).map(({ name, value }) => [name, value]);

test('names the parts of a request line and each header', () => {
  expect(said('GET /live/a/ws HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n\r\n')).toEqual([
    ['method', 'GET'],
    ['target', '/live/a/ws'],
    ['version', 'HTTP/1.1'],
    ['Host', 'here'],
    ['Upgrade', 'websocket'],
    ['end of the head', 'an empty line'],
  ]);
});

test('names the parts of an answer, its phrase of several words and its body', () => {
  expect(said('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\nno')).toEqual([
    ['version', 'HTTP/1.1'],
    ['status', '500'],
    ['reason phrase', 'Internal Server Error'],
    ['Content-Length', '2'],
    ['end of the head', 'an empty line'],
    ['body', 'no'],
  ]);
});

test('every byte of a head but the separators of the start line belongs to a field', () => {
  const text = 'HTTP/1.1 403 Forbidden\r\nDate: now\r\n\r\nbody';
  const owned = httpFields(bytes(text)).reduce((sum, { length }) => sum + length, 0);
  // Two spaces and the end of the start line.
  expect(owned).toBe(text.length - 4);
});

test('takes an answer without a phrase, a head that was cut and a line without a colon', () => {
  expect(said('HTTP/1.1 403 \r\n\r\n').slice(0, 2)).toEqual([
    ['version', 'HTTP/1.1'],
    ['status', '403'],
  ]);
  expect(said('GET / HTTP/1.1\r\nHos')).toContainEqual(['header', 'Hos']);
  expect(said('')).toEqual([]);
});

import { expect, test } from 'vitest';
import { parseHeaders } from '#site/playground/client/client-headers.ts';

test('reads one header a line, with its spaces inside and without those around', () => {
  expect(parseHeaders('Authorization: Bearer a  b \n\nX-Empty:\n Cookie : a=1; b=2')).toEqual({
    ok: true,
    headers: [
      ['Authorization', 'Bearer a  b'],
      ['X-Empty', ''],
      ['Cookie', 'a=1; b=2'],
    ],
  });
});

test.each([
  ['Authorization Bearer', 'A header is a name, a colon and a value.'],
  ['X Y: 1', 'A name has letters, digits and hyphens, and no spaces.'],
  [': 1', 'A name has letters, digits and hyphens, and no spaces.'],
  ['Sec-WebSocket-Key: x', 'Each client writes this header itself.'],
  ['upgrade: h2c', 'Each client writes this header itself.'],
  ['X: \u0000', 'A value has ASCII characters only.'],
  ['X: a\rb: c', 'A value has ASCII characters only.'],
])('says what is wrong with %j, and where', (line, problem) => {
  expect(parseHeaders(`A: 1\n${line}`)).toEqual({ ok: false, problems: [{ line: 2, problem }] });
});

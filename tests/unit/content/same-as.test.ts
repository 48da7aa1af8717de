import { expect, test } from 'vitest';
import { sameAs, sameAsText } from '#content/same-as.ts';

const compared = [
  { profile: 'uvicorn', server: 'uvicorn 0.54', checkedOn: '2026-11-28', examples: ['accept-then-close python'] },
];

test('an example that was the same names the server and the day', () => {
  const same = sameAs(compared, { slug: 'accept-then-close', language: 'python', profile: 'uvicorn' });
  expect(same && sameAsText(same)).toBe('Same as uvicorn 0.54, checked on 2026-11-28');
});

test.each([
  { slug: 'accept-then-close', language: 'typescript', profile: 'uvicorn' },
  { slug: 'accept-then-close', language: 'python', profile: 'hypercorn' },
  { slug: 'accept', language: 'python', profile: 'uvicorn' },
])('what was not compared claims nothing: %j', (example) => {
  expect(sameAs(compared, example)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { describeForPolicy, readPolicy } from '#site/workshop/reconnect-answer.ts';

test('a policy is asked with all that a page knows of a close', () => {
  const question = describeForPolicy(3, [
    { type: 'open', protocol: '' },
    { type: 'message', data: 'hello' },
    { type: 'close', code: 4004, reason: 'gone' },
  ]);
  expect(JSON.parse(question ?? '')).toEqual({ attempt: 3, opened: true, messages: 1, code: 4004, reason: 'gone' });
});

test('a policy is not asked while the connection lasts', () => {
  expect(describeForPolicy(1, [{ type: 'open', protocol: '' }])).toBeUndefined();
});

test('an answer is a wait, a stop, or unreadable', () => {
  expect(readPolicy('{"wait_ms": 100}')).toEqual({ kind: 'wait', ms: 100 });
  expect(readPolicy('{"stop": true}')).toEqual({ kind: 'stop' });
  for (const text of ['{"wait_ms": -1}', '{"wait_ms": "100"}', '{}', 'null', 'no', undefined])
    expect(readPolicy(text)).toEqual({ kind: 'unreadable' });
});

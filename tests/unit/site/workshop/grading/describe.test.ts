import { expect, test } from 'vitest';
import { describePatterns, describeSeen } from '#site/workshop/grading/describe.ts';
import type { SeenEvent } from '#site/workshop/grading/patterns.ts';

const seen = (events: SeenEvent[], stillOpen = false) =>
  describeSeen({ attempts: 1, dialledAtMs: 0, status: 101, stillOpen, asked: [], events });

test('says in order what a client saw', () => {
  const events: SeenEvent[] = [
    { atMs: 1, type: 'open', protocol: 'chat' },
    { atMs: 2, type: 'message', data: 'a "word"' },
    { atMs: 3, type: 'close', code: 1006, reason: '' },
  ];
  expect(seen(events)).toBe(String.raw`HTTP 101, open with chat, message "a \"word\"", close 1006 without a reason`);
});

test('says that a connection was left open', () => {
  expect(seen([{ atMs: 1, type: 'open', protocol: '' }], true)).toBe('HTTP 101, open, then nothing more');
});

test('neither a flood nor a long text fills the page', () => {
  const flood = Array.from({ length: 500 }, (): SeenEvent => ({ atMs: 1, type: 'message', data: 'x'.repeat(5_000) }));
  const text = seen(flood);
  expect(text).toContain('and 494 more');
  expect(text.length).toBeLessThan(600);
});

test('an expectation is worded without its regular expressions', () => {
  expect(describePatterns([{ type: 'open' }, { type: 'message', data: '/ready/' }])).toBe('open, a message');
  expect(describePatterns([{ type: 'close', code: '4000-4999', reason: '/./' }])).toBe('close 4000-4999 with a reason');
});

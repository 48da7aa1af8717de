import { expect, test } from 'vitest';
import type { EventPattern } from '#content/lesson-schema.ts';
import {
  endOfSequence,
  matchesEvent,
  matchesNumber,
  matchesText,
  type SeenEvent,
} from '#site/workshop/grading/patterns.ts';

const open: SeenEvent = { atMs: 1, type: 'open', protocol: '' };
const message = (data: string): SeenEvent => ({ atMs: 2, type: 'message', data });
const close = (code: number, reason = ''): SeenEvent => ({ atMs: 3, type: 'close', code, reason });

test('a text is exact, unless it stands between slashes', () => {
  expect(matchesText('Not found', 'Not found')).toBe(true);
  expect(matchesText('Not found', 'not found')).toBe(false);
  expect(matchesText('/NOT found/i', 'Project not found.')).toBe(true);
  expect(matchesText('/.+/', '')).toBe(false);
  expect(matchesText(undefined, 'anything')).toBe(true);
});

test('a number is exact, or one of several numbers and ranges', () => {
  expect(matchesNumber(4004, 4004)).toBe(true);
  expect(matchesNumber('1001, 4000-4999', 4999)).toBe(true);
  expect(matchesNumber('1001, 4000-4999', 1002)).toBe(false);
  expect(matchesNumber('1001', undefined)).toBe(false);
});

test('an event is compared by what its pattern names, and by nothing else', () => {
  expect(matchesEvent({ type: 'close', code: 4004 }, close(4004, 'gone'))).toBe(true);
  expect(matchesEvent({ type: 'close', code: 4004, reason: '' }, close(4004, 'gone'))).toBe(false);
  expect(matchesEvent({ type: 'open', protocol: 'chat' }, open)).toBe(false);
  expect(matchesEvent({ type: 'error' }, close(1006))).toBe(false);
});

test('further messages may come between, further events of another kind may not', () => {
  const told: EventPattern[] = [{ type: 'open' }, { type: 'close', code: 4004 }];
  expect(endOfSequence(told, [open, message('an error frame'), close(4004)])).toBe(3);
  expect(endOfSequence(told, [open, { atMs: 2, type: 'error' }, close(4004)])).toBeUndefined();
  expect(endOfSequence(told, [open])).toBeUndefined();
});

test('a sequence ends after the last event that it needs', () => {
  expect(endOfSequence([{ type: 'open' }], [open, close(1006)])).toBe(1);
  expect(endOfSequence([{ type: 'open' }, { type: 'message', data: 'b' }], [open, message('a'), message('b')])).toBe(3);
});

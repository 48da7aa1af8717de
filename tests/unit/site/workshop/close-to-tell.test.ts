import { expect, test } from 'vitest';
import { loadLessons } from '#content/load-lessons.ts';
import type { SeenEvent } from '#site/workshop/grading/patterns.ts';
import type { ClientFacts } from '#site/workshop/grading/run-facts.ts';
import { closeToTell } from '#site/workshop/close-to-tell.ts';

const lesson = loadLessons().find(({ slug }) => slug === 'read-a-refusal/close-before-accept')!;

const saw = (...events: SeenEvent[]): ClientFacts => ({
  status: 101,
  dialledAtMs: 0,
  events,
  stillOpen: false,
  attempts: 1,
  asked: [],
});
const close = (code: number, reason = ''): SeenEvent => ({ type: 'close', atMs: 1, code, reason });

const facts = (clients: Record<string, ClientFacts>) => ({ clients: new Map(Object.entries(clients)), raised: [] });

test('a run that failed tells what the client of the failed check saw', () => {
  const seen = facts({ 'unknown-project': saw(close(4004, 'Not found')), 'bad-name': saw(close(1006)) });
  expect(closeToTell(lesson, seen, 1)).toEqual({ client: 'bad-name', code: 1006, reason: '' });
});

test('a client that is still connected has nothing to tell', () => {
  expect(closeToTell(lesson, facts({ 'unknown-project': saw() }), 0)).toBeUndefined();
});

test('a run that passed tells the first refusal that arrived, and not the member that left', () => {
  const seen = facts({
    member: saw(close(1000)),
    'bad-name': saw(close(4000, 'Invalid')),
    'unknown-project': saw(close(4004, 'Not found')),
  });
  expect(closeToTell(lesson, seen, -1)).toEqual({ client: 'unknown-project', code: 4004, reason: 'Not found' });
});

test('an exception without a client of its own tells the same', () => {
  const raises = lesson.checks.findIndex(({ check }) => check === 'raises-nothing');
  expect(closeToTell(lesson, facts({ 'unknown-project': saw(close(4004, 'x')) }), raises)?.code).toBe(4004);
});

import { expect, test } from 'vitest';
import { differenceOf } from '#site/playground/compare/difference.ts';
import type { Run } from '#site/playground/run-state.ts';
import {
  answer,
  closeFrame,
  dial,
  errored,
  frame,
  opened,
  recorded,
  request,
  sends,
  switching,
  told,
} from '#tests/helpers/recorded-connection.ts';

const REFUSED = [dial(), request(), sends('close'), answer(403, 'Forbidden'), errored, told(1006)];
const CLOSED = [dial(), request(), switching, opened(), closeFrame('out', 4000, 'Invalid parameter')];
const TOLD = [...CLOSED, told(4000, 'Invalid parameter'), closeFrame('in', 4000, 'Invalid parameter')];

function side(entries: Parameters<typeof recorded>[0], change: Partial<Run> = {}): { run: Run; client: number } {
  const { browser, server } = recorded(entries);
  return {
    client: 1,
    run: {
      runId: '1',
      number: 1,
      profile: 'uvicorn',
      title: '',
      language: 'typescript',
      code: '',
      sentAtMs: 0,
      at: { phase: 'settled' },
      routes: [],
      browser,
      server,
      ...change,
    },
  };
}

test('wrong and right: what each browser saw, and where the wires part', () => {
  expect(differenceOf(side(REFUSED, { code: 'wrong' }), side(TOLD, { code: 'right' }))).toBe(
    "Left, the browser saw 1006 with no reason; right, 4000 “Invalid parameter”. What differs on the wire is HTTP 403 Forbidden left, and HTTP 101 Switching Protocols, then the server's Close frame 4000 “Invalid parameter” right.",
  );
});

test('two languages that do the same are said to', () => {
  expect(differenceOf(side(TOLD, { language: 'python' }), side(TOLD))).toBe(
    'On both sides the browser saw 4000 “Invalid parameter”. The wire carried the same status, messages and Close frame on both sides. Left is Python and right is TypeScript.',
  );
});

test('the same code under two servers, with what only one of them sends', () => {
  const sentence = differenceOf(side([...CLOSED.slice(0, 4), told(1006)]), side(TOLD, { profile: 'hypercorn' }));
  expect(sentence).toContain(
    'Left, the browser saw open and then 1006 with no reason; right, 4000 “Invalid parameter”.',
  );
  expect(sentence).toContain(
    "What differs on the wire is that right alone has the server's Close frame 4000 “Invalid parameter”.",
  );
  expect(sentence).toMatch(/The code is the same; the servers are uvicorn.* and hypercorn.*\.$/);
});

test('messages that differ are named, between those that do not', () => {
  const says = (text: string) => [dial(), request(), switching, opened(), frame('out', text), ...TOLD.slice(4)];
  expect(differenceOf(side(says('a')), side(says('b')))).toContain(
    "What differs on the wire is the server's message “a” left, and the server's message “b” right.",
  );
});

test('a long list is cut, and so is a long text', () => {
  const many = Array.from({ length: 6 }, (_, index) => frame('out', `${index}`.repeat(100)));
  const sentence = differenceOf(side([dial(), request(), switching, opened(), ...many]), side(CLOSED));
  expect(sentence).toContain('and 3 more left');
  expect(sentence.length).toBeLessThan(500);
});

test('a side that is open, or that was not run, is said to be so', () => {
  const fault = { name: 'does-not-compile', title: 'The code does not compile', message: '', hint: '' };
  const refused = side([], { at: { phase: 'refused', fault, diagnostics: [] } });
  expect(differenceOf(side(CLOSED), refused)).toContain(
    'Left, the connection is open; right, nothing was run: the code does not compile.',
  );
});

import { expect, test } from 'vitest';
import { connectionFacts } from '#site/playground/verdict/connection-facts.ts';
import { factRows } from '#site/playground/verdict/fact-rows.ts';
import { verdictOf } from '#site/playground/verdict/verdict.ts';
import {
  answer,
  closeFrame,
  frame,
  raises,
  recorded,
  request,
  sends,
  switching,
  tcpEnd,
  tcpGone,
} from '#tests/helpers/recorded-connection.ts';

const CURL = { outside: 'curl/8.14.1' };
const accepted = [request(), sends('accept'), switching];
const denied = [request(), sends('http.response.start', { status: 401 }), answer(401, 'Unauthorized', { body: 'no' })];
const refused = [request(), sends('close', { code: 4000 }), answer(403, 'Forbidden'), tcpEnd];

test.each([
  [
    'is told a status',
    refused,
    'close-before-accept',
    'lost',
    'curl/8.14.1 was told HTTP 403 Forbidden with an empty body.',
  ],
  [
    'reads the body of a denial',
    denied,
    'denial-response',
    'delivered',
    'curl/8.14.1 was told HTTP 401 Unauthorized with the body “no”.',
  ],
  [
    'is sent code and reason',
    [...accepted, sends('close', { code: 4004, reason: 'gone' }), closeFrame('out', 4004, 'gone'), tcpEnd],
    'delivered',
    'delivered',
    'curl/8.14.1 was sent 4004 “gone”.',
  ],
  [
    'closes by itself',
    [...accepted, closeFrame('in', 1000), closeFrame('out', 1000), tcpEnd],
    'client-closed',
    'neutral',
    'curl/8.14.1 closed with 1000 with no reason.',
  ],
  [
    'closes without a code',
    [...accepted, closeFrame('in'), closeFrame('out'), tcpEnd],
    'client-closed',
    'neutral',
    'curl/8.14.1 closed without a code.',
  ],
  [
    'sees TCP end',
    [...accepted, raises('RuntimeError', 'x'), tcpEnd],
    'raised-after-accept',
    'lost',
    'curl/8.14.1 was connected, then saw TCP end without a Close frame.',
  ],
  [
    'goes away',
    [...accepted, tcpGone, raises('WebSocketDisconnect', ''), tcpEnd],
    'client-went-away',
    'neutral',
    'curl/8.14.1 was connected, and went away.',
  ],
  ['gets no answer', [request(), tcpEnd], 'no-answer', 'lost', 'curl/8.14.1 got no HTTP answer.'],
  ['is open', [...accepted, frame('out', 'hi')], 'still-open', 'open', 'Open.'],
])('a client that is no browser %s', (_what, entries, cause, outcome, effect) => {
  const verdict = verdictOf(recorded(entries, CURL));
  expect(verdict).toMatchObject({ cause, outcome, effect });
  expect(verdict.because).not.toMatch(/\bthe (?:page|browser)\b|undefined/);
});

test('another browser is told a status that its page may not see', () => {
  const verdict = verdictOf(recorded(denied, { outside: 'another browser' }));
  expect(verdict).toMatchObject({
    outcome: 'forbidden',
    effect: 'Another browser was told HTTP 401 Unauthorized with the body “no”; its page may be told 1006 and no more.',
  });
});

test('what is no browser can read a status and a body, and no close code that was never sent', () => {
  const rows = factRows(connectionFacts(recorded(refused, CURL)));
  expect(rows.map(({ name, sent, told, fate }) => [name, sent, told, fate])).toEqual([
    ['Status line', 'HTTP/1.1 403 Forbidden', 'HTTP/1.1 403 Forbidden', 'delivered'],
    ['Accepted', 'no', 'no', undefined],
    ['Close code', '4000', '–', 'lost'],
    ['Reason', '“”', '–', undefined],
  ]);
});

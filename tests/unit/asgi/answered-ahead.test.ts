import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNeverRefused } from '#asgi/answered-ahead.ts';
import { reduceConnection } from '#asgi/connection.ts';
import type { AsgiSendMessage } from '#asgi/events.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import { OPEN, stepOf } from '#tests/helpers/connection-step.ts';

const anything = fc.oneof(
  fc.integer({ min: 900, max: 5100 }),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 130 }),
  fc.constantFrom<unknown>(1000, 3000, 4999, null, undefined, true, '', '\ud800', [], {}, ['a']),
);
const messages: fc.Arbitrary<AsgiSendMessage> = fc.record(
  {
    type: fc.constantFrom(
      'websocket.accept',
      'websocket.close',
      'websocket.send',
      'websocket.http.response.start',
      'x',
    ),
    code: anything,
    reason: anything,
    text: anything,
    subprotocol: anything,
    headers: anything,
  },
  { requiredKeys: ['type'] },
);

/** What the server makes of a message: `answer`, `refuse`, or nothing for a `send()` that waits. */
function answers(
  server: (typeof SERVER_PROFILE_NAMES)[number],
  isAccepted: boolean,
  message: AsgiSendMessage,
): string[] {
  const { state } = stepOf(server, isAccepted ? OPEN : {});
  const { effects } = reduceConnection(state, { kind: 'app-send', call: 7, message, line: undefined });
  return effects.map(({ kind }) => kind).filter((kind) => kind === 'answer' || kind === 'refuse');
}

test.each(SERVER_PROFILE_NAMES)('%s answers at once and refuses nothing of what is never refused', (server) => {
  const closeReturns = serverProfiles[server].ownClose.send === 'returns';
  let compared = 0;
  const property = fc.property(messages, fc.boolean(), (message, isAccepted) => {
    if (!isNeverRefused(message, { isAccepted, closeReturns })) return;
    compared += 1;
    expect(answers(server, isAccepted, message)).toEqual(['answer']);
  });
  fc.assert(property, { numRuns: 2_000, seed: 20_261_128 });
  expect(compared).toBeGreaterThan(20);
});

const opening = { isAccepted: false, closeReturns: true };
const accepted = { isAccepted: true, closeReturns: true };

test.each<[title: string, message: AsgiSendMessage, connection: typeof opening, expected: boolean]>([
  ['an accept without anything', { type: 'websocket.accept' }, opening, true],
  ['an accept with no subprotocol', { type: 'websocket.accept', subprotocol: null, headers: [] }, opening, true],
  ['an accept with a subprotocol', { type: 'websocket.accept', subprotocol: 'chat' }, opening, false],
  ['an accept with a header', { type: 'websocket.accept', headers: [['a', 'b']] }, opening, false],
  ['a second accept', { type: 'websocket.accept' }, accepted, false],
  ['a refusal', { type: 'websocket.close', code: 1006, reason: 7 }, opening, true],
  ['a close of 41 characters', { type: 'websocket.close', code: 4004, reason: '€'.repeat(41) }, accepted, true],
  ['a close of 42 characters', { type: 'websocket.close', code: 4004, reason: 'x'.repeat(42) }, accepted, false],
  ['half a surrogate pair', { type: 'websocket.close', code: 4004, reason: 'a\ud83d' }, accepted, false],
  ['a code that not every server sends', { type: 'websocket.close', code: 1008, reason: '' }, accepted, false],
  ['a fraction of a code', { type: 'websocket.close', code: 4000.5, reason: '' }, accepted, false],
  [
    'a close that waits',
    { type: 'websocket.close', code: 1000, reason: '' },
    { ...accepted, closeReturns: false },
    false,
  ],
  ['a message', { type: 'websocket.send', text: 'a' }, accepted, false],
])('%s', (_title, message, connection, expected) => {
  expect(isNeverRefused(message, connection)).toBe(expected);
});

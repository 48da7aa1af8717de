import { expect, test } from 'vitest';
import { rowText } from '#site/playground/timeline/row-text.ts';
import { connectionFacts } from '#site/playground/verdict/connection-facts.ts';
import { factRows } from '#site/playground/verdict/fact-rows.ts';
import { verdictOf } from '#site/playground/verdict/verdict.ts';
import { visibleText } from '#site/playground/visible-text.ts';
import {
  accepted,
  closeFrame,
  dial,
  opened,
  raises,
  recorded,
  request,
  sends,
  switching,
  tcpEnd,
  told,
} from '#tests/helpers/recorded-connection.ts';

test.each([
  ['plain words, a tab\tand\r\nlines', 'plain words, a tab\tand\r\nlines'],
  ['family 👨‍👩‍👧, heart ❤️, שלום', 'family 👨‍👩‍👧, heart ❤️, שלום'],
  ['a\u202eb\u2066c\u200f', String.raw`a\u202eb\u2066c\u200f`],
  ['\u001b[31m\0\u009b', String.raw`\u001b[31m\u0000\u009b`],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

const TURNS = /\u202e/;

test('neither a close reason nor an exception turns the words around it', () => {
  const reason = 'a\u202eb';
  const closed = [
    ...accepted,
    sends('close', { code: 4000, reason }),
    closeFrame('out', 4000, reason),
    told(4000, reason),
  ];
  const raised = [...accepted, raises('Error', reason), tcpEnd, told(1006)];
  for (const entries of [closed, raised]) {
    const connection = recorded(entries);
    const { effect, because } = verdictOf(connection);
    expect(effect + because).not.toMatch(TURNS);
    expect(effect + because).toContain(String.raw`a\u202eb`);
    for (const { sent, told: said } of factRows(connectionFacts(connection))) expect(sent + said).not.toMatch(TURNS);
    for (const event of connection.server) {
      const row = { key: '', atMs: 0, client: undefined, lane: 'wire', entry: { from: 'server', event } } as const;
      expect(rowText(row).text).not.toMatch(TURNS);
    }
  }
});

test('a close code that is no number of JSON is told by its name', () => {
  const code = { python: 'float', text: 'nan' };
  const refused = { type: 'ProtocolError', message: 'invalid status code' };
  const connection = recorded([
    dial(),
    request(),
    sends('accept'),
    switching,
    opened(),
    sends('close', { code }, { refused }),
  ]);
  const event = connection.server.findLast(({ kind }) => kind === 'asgi-send');
  if (event === undefined) throw new Error('nothing was sent');
  const row = { key: '', atMs: 0, client: undefined, lane: 'handler', entry: { from: 'server', event } } as const;
  expect(rowText(row).text).toContain('websocket.close nan');
  expect(connectionFacts(connection).asked?.code).toBeNaN();
});

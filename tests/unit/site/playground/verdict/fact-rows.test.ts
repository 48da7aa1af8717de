import { expect, test } from 'vitest';
import { connectionFacts } from '#site/playground/verdict/connection-facts.ts';
import { factRows } from '#site/playground/verdict/fact-rows.ts';
import {
  accepted,
  answer,
  closeFrame,
  dial,
  errored,
  frame,
  heard,
  pageCloses,
  raises,
  recorded,
  request,
  sends,
  switching,
  tcpEnd,
  told,
} from '#tests/helpers/recorded-connection.ts';

/** "name: sent (note) > told (note) = fate" */
function rowsOf(entries: Parameters<typeof recorded>[0], outside?: string): string[] {
  return factRows(connectionFacts({ ...recorded(entries), ...(outside !== undefined && { outside }) })).map(
    ({ name, sent, sentNote, told: said, toldNote, fate }) => {
      const note = (text: string | undefined): string => (text === undefined ? '' : ` (${text})`);
      return `${name}: ${sent}${note(sentNote)} > ${said}${note(toldNote)}${fate === undefined ? '' : ` = ${fate}`}`;
    },
  );
}

test('a refusal before accept: the page may not see the status, and the close was never sent', () => {
  const close = sends('close', { code: 4000, reason: 'Invalid' });
  expect(rowsOf([dial(), request(), close, answer(403, 'Forbidden'), errored, told(1006)])).toEqual([
    'Status line: HTTP/1.1 403 Forbidden (empty body) > – (no page may see it) = forbidden',
    'Accepted: no > error, no open',
    "Close code: 4000 (asked for, never sent) > 1006 (the browser's own) = lost",
    'Reason: “Invalid” > “” = lost',
    'wasClean: – (no Close frame) > false',
  ]);
});

test('accept first: everything arrives', () => {
  const close = [
    sends('close', { code: 4004, reason: 'gone' }),
    closeFrame('out', 4004, 'gone'),
    closeFrame('in', 4004),
  ];
  expect(rowsOf([...accepted, frame('out', 'a'), heard('a'), ...close, told(4004, 'gone')])).toEqual([
    'Status line: HTTP/1.1 101 Switching Protocols > – (open stands for it)',
    'Accepted: yes > open = delivered',
    'Messages: 1 > 1 = delivered',
    'Close code: 4004 > 4004 = delivered',
    'Reason: “gone” > “gone” = delivered',
    'wasClean: – (a Close frame each way) > true',
  ]);
});

test('a denial response: status and body are forbidden', () => {
  const denial = [sends('http.response.start', { status: 401 }), answer(401, 'Unauthorized', { body: 'log\n in' })];
  expect(rowsOf([dial(), request(), ...denial, errored, told(1006)]).slice(0, 2)).toEqual([
    'Status line: HTTP/1.1 401 Unauthorized > – (no page may see it) = forbidden',
    'Body: log in > – (no page may read it) = forbidden',
  ]);
});

test('a handler that raises: 1006 is nobody else’s than the browser’s', () => {
  expect(rowsOf([...accepted, raises('Error', 'x'), tcpEnd, errored, told(1006)]).slice(3)).toEqual([
    "Close code: – (no Close frame) > 1006 (the browser's own)",
    'Reason: – > “”',
    'wasClean: – (no Close frame) > false',
  ]);
});

test('a close that the server refuses or rewrites is not the one that arrives', () => {
  const no = { refused: { type: 'ProtocolError', message: 'no' } };
  const own = [closeFrame('out', 1011), told(1011)];
  expect(rowsOf([...accepted, sends('close', { code: 1006 }, no), ...own])[3]).toBe(
    'Close code: 1006 (refused by the server; it sent 1011) > 1011 = forbidden',
  );
  expect(rowsOf([...accepted, sends('close', { code: 1006 }), closeFrame('out', 1000), told(1000)])[3]).toBe(
    'Close code: 1006 (the server sent 1000 instead) > 1000 = lost',
  );
  const kept = [sends('close', { code: 4000, reason: 'why' }), closeFrame('out', 4000), told(4000)];
  expect(rowsOf([...accepted, ...kept])[4]).toBe('Reason: “why” (kept back by the server) > “” = lost');
});

test("an echo of the page's own close is on nobody's way", () => {
  const echo = [pageCloses(4001, 'x'), closeFrame('in', 4001, 'x'), closeFrame('out', 4001, 'x'), told(4001, 'x')];
  expect(rowsOf([...accepted, ...echo]).slice(3, 5)).toEqual(['Close code: 4001 (echo) > 4001', 'Reason: “x” > “x”']);
});

test('a program that closes without a code can read that there is none', () => {
  const close = [closeFrame('in'), closeFrame('out')];
  expect(rowsOf([request(), sends('accept'), switching, ...close], 'wscat').at(-2)).toBe(
    'Close code: none (echo) > 1005 (stands for no code)',
  );
});

test('while nothing has ended there is nothing to say of an end', () => {
  expect(rowsOf([dial(), request()])).toEqual(['Status line: – (no HTTP answer) > nothing yet']);
  expect(rowsOf(accepted)).toHaveLength(3);
});

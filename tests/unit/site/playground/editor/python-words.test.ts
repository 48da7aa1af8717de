import { expect, test } from 'vitest';
import { completionsAfter, meaningOf, SENDABLE_CODES } from '#site/playground/editor/python-words.ts';

const CODE = 'async def handler(connection: WebSocket):\n    pass\n';
const names = (before: string): string[] => completionsAfter(before, CODE).map(({ name }) => name);

test.for(['websocket.', 'ws.', 'connection.', '    await websocket.rec'])(
  '"%s" offers the methods of a socket',
  (before) => {
    expect(names(before)).toEqual(expect.arrayContaining(['accept', 'close', 'receive_text', 'application_state']));
  },
);

test('a name that is no socket offers nothing', () => {
  expect(names('json.')).toEqual([]);
});

test('the manager offers what it does', () => {
  expect(names('await manager.')).toContain('register');
});

test('a line of its own offers the names to import', () => {
  expect(names('from fastapi import Web')).toEqual(expect.arrayContaining(['FastAPI', 'WebSocketException']));
});

test('after code= come the codes that a handler may send, and never 1005 or 1006', () => {
  expect(names('await websocket.close(code=')).toEqual(SENDABLE_CODES.map(({ name }) => name));
  expect(names('code=4')).toEqual(expect.arrayContaining(['1000', '1008', '4004']));
  expect(names('code=')).not.toEqual(expect.arrayContaining(['1006']));
});

test('a comment offers and explains nothing', () => {
  expect(names('# websocket.')).toEqual([]);
  expect(meaningOf('close', '# websocket.', CODE)).toBeUndefined();
});

test('a method is explained only on a socket', () => {
  expect(meaningOf('close', 'await websocket.', CODE)?.meaning).toContain('before accept()');
  expect(meaningOf('close', 'await database.', CODE)).toBeUndefined();
});

test('a close code is explained, also one that no frame can carry', () => {
  expect(meaningOf('1006', 'code=', CODE)?.meaning).toContain('No Close frame came');
  expect(meaningOf('1234', 'x = ', CODE)).toBeUndefined();
});

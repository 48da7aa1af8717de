import { expect, test } from 'vitest';
import { openCall, parameterAt, parametersOf } from '#site/playground/editor/python-call.ts';
import { signatureAt } from '#site/playground/editor/python-words.ts';

test.for<[string, unknown]>([
  ['await websocket.close(', { owner: 'websocket', name: 'close', argument: { at: 0 } }],
  ['await websocket.close(4000, ', { owner: 'websocket', name: 'close', argument: { at: 1 } }],
  [
    'await websocket.close(code=4000, reason="a, b',
    { owner: 'websocket', name: 'close', argument: { keyword: 'reason' } },
  ],
  ['close(f(1, 2), [3, 4], ', { owner: undefined, name: 'close', argument: { at: 2 } }],
  ['app = FastAPI(', { owner: undefined, name: 'FastAPI', argument: { at: 0 } }],
  ['close(1)\nopen(', { owner: undefined, name: 'open', argument: { at: 0 } }],
  ['close(  # a ( in a comment\n  1, ', { owner: undefined, name: 'close', argument: { at: 1 } }],
  ['close("""a (\n b, """, ', { owner: undefined, name: 'close', argument: { at: 1 } }],
  ['close(a == 1', { owner: undefined, name: 'close', argument: { at: 0 } }],
])('in %j the cursor stands in a call', ([before, call]) => {
  expect(openCall(before)).toEqual(call);
});

test.for(['', 'close(1)', 'close', '(1, ', 'f([1, ', ')))', '"close('])('in %j it does not', (before) => {
  expect(openCall(before)).toBeUndefined();
});

test('parameters are those of the signature, and an argument finds its own', () => {
  const parameters = parametersOf('async def close(code=1000, reason=None)');
  expect(parameters).toEqual(['code=1000', 'reason=None']);
  expect(parameterAt(parameters, { at: 1 })).toBe(1);
  expect(parameterAt(parameters, { keyword: 'reason' })).toBe(1);
  expect(parameterAt(parameters, { at: 2 })).toBe(-1);
  expect(parametersOf('async def receive_text()')).toEqual([]);
});

test('a method of the socket is explained while it is called, whatever the socket is called', () => {
  const code = 'async def handler(peer: WebSocket):\n    await peer.close(4000, ';
  expect(signatureAt(code, code)).toMatchObject({ signature: 'async def close(code=1000, reason=None)', active: 1 });
  expect(signatureAt('other.close(', 'other.close(')).toBeUndefined();
});
